import { posix } from 'node:path';
import type { Graph } from '../../link/graph.js';
import { majorVersion } from '../packages/installed-version.js';

/**
 * The folders of modules that proxyquire before 1.0 loads, by which test: it takes the handler of `require.extensions` for
 * the extension of the file, and there is none for `.cjs`.
 * Source: proxyquire 0.6, `lib/proxyquire.js`.
 */
export function foldersOfOldProxyquire({ modules, project, resolver }: Graph): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { path, file, facts } of modules.values()) {
    for (const { root, specifier } of facts.stringCalls) {
      if (root.request === null || facts.requests[root.request]!.specifier !== 'proxyquire') continue;
      if (majorVersion(resolver, path, project.packages[file.package]!.json, 'proxyquire') !== 0) continue;
      const target = resolver.resolve(specifier, path, 'require');
      if (target.kind === 'file' && modules.has(target.path)) folders.set(posix.dirname(target.path), path);
    }
  }
  return folders;
}
