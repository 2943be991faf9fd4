import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import { filesByName, isNamedByPath } from '../paths/commonjs-folders.js';
import { type HazardContext, isTurned } from './context.js';
import type { Kept } from './commonjs-only.js';

/**
 * The files that `module.parent` of another file has to be, or leads to: they stay CommonJS, for an ES module is nobody's
 * parent, and the stand-in of one that loads by `createRequire` has no exports, children or parent (F04).
 * Who follows the chain looks for names on it, so that a folder whose files are named somewhere keeps those names: all of
 * it stays. The chain ends at tests, which become ES modules.
 * @returns pairs of the path of such a file and why it stays
 */
export function parentsLookedAt(graph: Graph, sources: ReadonlyMap<string, string>): [string, Kept][] {
  let naming: ReadonlyMap<string, string[]> | null = null;
  return [...graph.modules.values()].flatMap((module) => {
    const { hazards } = module.facts;
    const chain = hazards.find((h) => h.kind === 'parent-chain');
    const place = chain ?? hazards.find((h) => h.kind === 'parent-object');
    if (!place) return [];
    const reason = chain
      ? `${module.path} follows module.parent upwards, and may come to it`
      : `${module.path} looks at the module that required it`;
    const kept = loadersOf(graph, module, chain !== undefined);
    const inFolder = `a file beside it is one that ${module.path} may come to when it follows module.parent upwards`;
    const whole = !chain
      ? []
      : [...kept].filter((path) => isNamedByPath(path, sources, (naming ??= filesByName(graph))));
    const folders = whole.map((path) => posix.dirname(path)).filter((folder) => folder !== '.');
    const beside = [...graph.modules.keys()].filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
    const because =
      (reason: string) =>
      (path: string): [string, Kept] => [path, { rule: 'module-object', at: 0, reason, advice }];
    return [...[...kept].map(because(reason)), ...beside.map(because(inFolder))];
  });
}

/** Says where the chain ends at a test that becomes an ES module: there the test runner is not on it any more. */
export function reportParentChains(context: HazardContext): void {
  const { graph, findings } = context;
  for (const module of graph.modules.values()) {
    const chain = module.facts.hazards.find((h) => h.kind === 'parent-chain');
    if (!chain || !module.file.selected) continue;
    const onChain = [module.path, ...loadersOf(graph, module, true)].map((path) => graph.modules.get(path)!);
    const ends = onChain.flatMap((m) => [...m.in, ...m.dynamic]).map(({ from }) => graph.modules.get(from)!);
    const end = ends.find((loader) => isTurned(context, loader));
    if (!end) continue;
    findings.add({
      rule: 'module-object',
      severity: 'warning',
      file: module.path,
      at: chain.range.start,
      message: `Follows module.parent upwards: the chain ends at ${end.path} now, which is an ES module and has no parent.`,
      advice,
    });
  }
}

const advice = 'Hand what is looked for as an argument, or set it in the program that is started.';

/** The files that require a file, and where `whole` those that load them; tests apart, where they are not looked at. */
function loadersOf(graph: Graph, module: GraphModule, whole: boolean): Set<string> {
  const seen = new Set<string>();
  const visit = (target: GraphModule): void => {
    for (const { from, request } of [...target.in, ...target.dynamic]) {
      const loader = graph.modules.get(from)!;
      const isEnd = whole && loader.file.roles.includes('test');
      if (request.form !== 'require' || from === module.path || seen.has(from) || isEnd) continue;
      seen.add(from);
      if (whole) visit(loader);
    }
  };
  visit(module);
  return seen;
}
