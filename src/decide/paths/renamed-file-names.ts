import { posix } from 'node:path';
import type { FreeKind, ModuleFacts } from '../../analyse/facts.js';
import type { Graph } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import { loadFromListing } from './folder-listing.js';
import { isEntry } from '../hazards/module-system.js';

/** What tells a file its own name. */
const fileNames: ReadonlySet<FreeKind> = new Set<FreeKind>(['__filename', 'module.filename', 'module.id']);

/** `const { filename } = module` */
const takesName = /\b(filename|id)\b[^{}]*\}\s*=\s*module\b/;

/**
 * Where files look at names that the run changes: a renamed file at its own, or any at what `require.resolve()` gives for a
 * renamed one. What they print or compare has the new extension. The same for files that list a folder and ask for one of
 * its files by name.
 */
export function reportFileNames(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  newPaths: ReadonlyMap<string, string>,
  findings: FindingList,
): void {
  const say = (file: string, at: number, message: string): void =>
    findings.add({ rule: 'renamed-file-name', severity: 'warning', file, at, message, advice });
  const renamed = (path: string | null): string | null => {
    const name = path === null ? undefined : newPaths.get(path);
    return name === undefined || name === path ? null : name;
  };
  for (const { path, facts, out } of graph.modules.values()) {
    const own = renamed(path);
    const load = own === null ? null : loadFromListing(graph, sources, path);
    if (load && hasString(sources.get(load.from)!, posix.basename(path)))
      say(
        load.from,
        load.request.range.start,
        `The folder that is listed here holds ${own} now: the file stays CommonJS and gets its extension.`,
      );
    const isTaken = takesName.test(sources.get(path) ?? '');
    const use = facts.free.find(({ kind }) => fileNames.has(kind) || (kind === 'module' && isTaken));
    if (own !== null && use)
      say(
        path,
        use.range.start,
        `${use.kind === 'module' ? 'What is taken of module' : use.kind} ends in the name of ${own} now: the file stays CommonJS and gets its extension.`,
      );
    const other = otherModule(sources.get(path) ?? '', facts);
    const shown = !other ? null : [...modulesSeen(graph, path, other.kind)].map(renamed).find((name) => name !== null);
    if (shown)
      say(
        path,
        other!.at,
        `What is shown of other modules here names ${shown} now: it stays CommonJS and gets its extension.`,
      );
    for (const { kind, request, range } of facts.hazards) {
      const target = kind === 'shown-path' && request !== null ? renamed(out[request]!.to) : null;
      if (target !== null)
        say(
          path,
          range.start,
          `require.resolve() gives ${target} now: the file stays CommonJS and gets its extension.`,
        );
    }
  }
}

const isShown =
  /\b(parent|main|mainModule|module)(\?\.|\.)(filename|id)\b|console\.\w+\((['"`][^'"`]*['"`],\s*)*(module|require\.main|process\.mainModule)(\.parent|\.children)?\s*[,)]|\bchildren\b/;

/** Where a file shows the name of the module that was started, or that is beside it. */
function otherModule(source: string, { free, hazards }: ModuleFacts): { kind: 'main' | 'parent'; at: number } | null {
  const use = free.find(({ kind }) => /^(require\.main|module\.parent|module\.children|module)$/.test(kind));
  const main = hazards.find(({ kind }) => kind === 'main-module');
  const range = (use ?? main)?.range;
  if (!range || !isShown.test(source)) return null;
  return { kind: main || use?.kind === 'require.main' ? 'main' : 'parent', at: range.start };
}

/** The files that such a file may see: those that it starts with, or those around it. */
function* modulesSeen({ modules }: Graph, path: string, kind: 'main' | 'parent'): Generator<string> {
  if (kind === 'main') {
    for (const module of modules.values()) if (isEntry(module)) yield module.path;
    return;
  }
  const { in: loads, out } = modules.get(path)!;
  for (const { from } of loads) yield from;
  for (const { to } of out) if (to !== null) yield to;
}

const advice = 'Check what is made of the name, where it is more than a path to load or to start.';

const hasString = (source: string, text: string): boolean => [`'${text}'`, `"${text}"`].some((s) => source.includes(s));
