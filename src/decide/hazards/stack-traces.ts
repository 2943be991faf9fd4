import type { GraphModule } from '../../link/graph.js';
import { givesFrames } from '../stack-names.js';
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
  '@hapi/pinpoint',
  '@sideway/pinpoint',
  'stack-trace',
  'error-stack-parser',
  'stacktrace-parser',
  'depd',
]);

/**
 * Stack frames of ES modules name `file://` URLs, and top-level code is no `Object.<anonymous>` (M01). Once a file. Where
 * the run turns the names into paths, it says only that.
 */
export function reportStacks(context: HazardContext): void {
  const { graph, plan, findings } = context;
  if (![...graph.modules.values()].some((module) => isTurned(context, module))) return;
  for (const module of graph.modules.values()) {
    if (module.file.esm || module.facts.syntax === 'esm' || !module.file.selected) continue;
    const turned = plan.files.get(module.path)?.stackNames ?? false;
    const place = stackRead(module, turned);
    if (place)
      findings.add({
        rule: 'stack-file-names',
        severity: 'warning',
        file: module.path,
        at: place.at,
        message: `${place.what} sees stack frames: those of ES modules name file:// URLs in place of paths.`,
        advice: 'Accept both: url.fileURLToPath(name) where the name starts with file:.',
      });
    else if (turned)
      findings.add({
        rule: 'stack-file-names',
        severity: 'info',
        file: module.path,
        at: module.facts.hazards.find((h) => h.kind === 'stack-name')!.range.start,
        message: 'Stack frames of ES modules name file:// URLs: the names become paths where they are read.',
        advice: 'Look at what else is done with the frames.',
      });
  }
}

/** @param turned the names of files that are read become paths, and with them what the frames are good for */
function stackRead(module: GraphModule, turned: boolean): { at: number; what: string } | null {
  const { hazards, requests } = module.facts;
  const read = hazards.find((h) =>
    turned ? h.kind === 'stack' && h.name !== 'Error.prepareStackTrace' : h.kind === 'stack' || h.kind === 'stack-name',
  );
  if (read) return { at: read.range.start, what: read.name! };
  const isReader = (name: string): boolean => stackReaders.has(name) && !(turned && givesFrames(name));
  const request = requests.find((r) => r.specifier !== null && isReader(r.specifier) && r.form !== 'resolve');
  return request ? { at: request.range.start, what: request.specifier! } : null;
}
