import type { GraphModule } from '../../link/graph.js';
import { type HazardContext, isTurned } from './context.js';

/** Packages that tell their caller's file from the stack. */
const stackReaders = new Set([
  'callsites',
  'callsite',
  'caller',
  'caller-path',
  'caller-callsite',
  'callsite-record',
  'get-caller-file',
  'parent-module',
  'stack-trace',
  'error-stack-parser',
  'stacktrace-parser',
  'depd',
]);

/** Stack frames of ES modules name `file://` URLs, and top-level code is no `Object.<anonymous>` (M01). Once a file. */
export function reportStacks(context: HazardContext): void {
  const { graph, findings } = context;
  if (![...graph.modules.values()].some((module) => isTurned(context, module))) return;
  for (const module of graph.modules.values()) {
    if (module.file.esm || module.facts.syntax === 'esm' || !module.file.selected) continue;
    const place = stackRead(module);
    if (!place) continue;
    findings.add({
      rule: 'stack-file-names',
      severity: 'warning',
      file: module.path,
      at: place.at,
      message: `${place.what} sees stack frames: those of ES modules name file:// URLs in place of paths.`,
      advice: 'Accept both: url.fileURLToPath(name) where the name starts with file:.',
    });
  }
}

function stackRead(module: GraphModule): { at: number; what: string } | null {
  const { hazards, requests } = module.facts;
  const read = hazards.find((h) => h.kind === 'stack');
  if (read) return { at: read.range.start, what: read.name! };
  const request = requests.find((r) => r.specifier !== null && stackReaders.has(r.specifier) && r.form !== 'resolve');
  return request ? { at: request.range.start, what: request.specifier! } : null;
}
