import { callerFilePackages } from '../analyse/stack-names.js';
import type { Graph, GraphModule } from '../link/graph.js';

/** Packages that give out frames of the stack, or what a frame says. */
const framePackages: ReadonlySet<string> = new Set([
  'callsites',
  'callsite',
  'caller-callsite',
  'stack-trace',
  ...callerFilePackages,
]);

/** True for a package whose users see frames, and read the names of files from them. */
export function givesFrames(name: string): boolean {
  return framePackages.has(name);
}

/**
 * The files in which names of files of the stack become paths again: frames of ES modules have `file://` URLs (M01).
 * `getFileName()` is a method of frames where the project takes frames from V8 or from a package. A file that knows
 * about URLs is left alone.
 * @param isRewritten the run may change the text of the file
 */
export function withStackNames(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  isRewritten: (module: GraphModule) => boolean,
): Set<string> {
  const modules = [...graph.modules.values()];
  const named = modules.filter(namesFrames);
  const hasFrames = ({ facts }: GraphModule): boolean =>
    facts.requests.some((r) => r.specifier !== null && givesFrames(r.specifier)) ||
    facts.hazards.some((h) => h.kind === 'stack' && h.name === 'Error.prepareStackTrace');
  if (named.length === 0 || !modules.some(hasFrames)) return new Set();
  const knowsUrls = ({ path }: GraphModule): boolean => /\bfile:|fileURLToPath/.test(sources.get(path)!);
  return new Set(named.filter((m) => isRewritten(m) && !knowsUrls(m)).map((m) => m.path));
}

const namesFrames = ({ facts }: GraphModule): boolean => facts.hazards.some((h) => h.kind === 'stack-name');
