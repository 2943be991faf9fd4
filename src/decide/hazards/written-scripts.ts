import { posix } from 'node:path';
import type { GraphModule } from '../../link/graph.js';
import { startsPrograms } from '../paths/started-programs.js';
import { type HazardContext, isTurned } from './context.js';

/**
 * Scripts that the program itself writes and then loads or starts: in a package that says `"type": "module"` Node takes a
 * `.js` file for an ES module, whoever wrote it (Node.js, "Packages: determining module system"). Once a file.
 */
export function reportWrittenScripts(context: HazardContext): void {
  const { graph, findings } = context;
  const modules = [...graph.modules.values()];
  const turning = new Set(modules.filter((module) => isTurned(context, module)).map(({ file }) => file.package));
  const missing = new Set(modules.flatMap(missingNames));
  for (const module of modules) {
    const { facts, file, path } = module;
    if (!turning.has(file.package)) continue;
    const written = facts.hazards.find(
      ({ kind, name }) => kind === 'written-script' && (missing.has(name!) || loadsUnseen(module)),
    );
    if (!written) continue;
    findings.add({
      rule: 'written-script',
      severity: 'warning',
      file: path,
      at: written.range.start,
      message: 'Writes a .js file that may be loaded as CommonJS: in a package of ES modules Node takes it for one.',
      advice: 'Write it as .cjs, or write an ES module.',
    });
  }
}

/** The names of what a file requires and nobody finds now. */
function missingNames({ out }: GraphModule): string[] {
  return out.flatMap(({ request, resolution }) =>
    resolution.kind === 'missing' && /^\.{1,2}\//.test(request.specifier ?? '')
      ? posix.parse(request.specifier!).name
      : [],
  );
}

/** The file loads by names that are put together, or starts other programs. */
function loadsUnseen(module: GraphModule): boolean {
  const isUnseen = module.facts.requests.some(({ form, specifier }) => form === 'require' && specifier === null);
  return isUnseen || startsPrograms(module);
}
