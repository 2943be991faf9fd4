import { existsSync, readFileSync } from 'node:fs';
import { isObject } from '../discover/text.js';
import type { ExternalModule } from './externals.js';
import type { Graph } from './graph.js';

/**
 * The packages that installed CommonJS modules of the program are made to work with: their peer dependencies, which they
 * require and share objects with.
 * @returns the name of such a package, and of one that works with it
 */
export function sharedPeers(graph: Graph): Map<string, string> {
  const peers = new Map<string, string>();
  const seen = new Set<string>();
  for (const module of graph.modules.values()) {
    for (const { resolution } of module.out) {
      if (resolution.kind !== 'external' || seen.has(resolution.package.name)) continue;
      seen.add(resolution.package.name);
      if (resolution.package.importFormat !== 'cjs') continue;
      for (const name of peerNames(resolution.package)) peers.set(name, resolution.package.name);
    }
  }
  return peers;
}

function peerNames({ name, requireFile }: ExternalModule): string[] {
  const folder = `/node_modules/${name}/`;
  const at = requireFile?.replaceAll('\\', '/').lastIndexOf(folder) ?? -1;
  if (at < 0) return [];
  const manifest = `${requireFile!.slice(0, at + folder.length)}package.json`;
  if (!existsSync(manifest)) return [];
  const json: unknown = JSON.parse(readFileSync(manifest, 'utf8').replace(/^\uFEFF/, ''));
  return isObject(json) && isObject(json.peerDependencies) ? Object.keys(json.peerDependencies) : [];
}
