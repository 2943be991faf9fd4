import { lexedNames } from '../../link/cjs-names.js';
import type { Graph, GraphModule } from '../../link/graph.js';

/** Names that `import { … }` of a file finds today: those that Node's lexer sees in it and in what it re-exports whole. */
export function importableNames(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  path: string,
  seen: ReadonlySet<string> = new Set(),
): Set<string> {
  const module = graph.modules.get(path);
  if (!module || seen.has(path) || module.facts.syntax !== 'cjs') return new Set();
  const lexed = lexedNames(sources.get(path)!);
  const names = new Set(lexed.exports);
  for (const specifier of lexed.reexports) {
    const edge = module.out.find((e) => e.request.specifier === specifier);
    const inner = edge?.to ? importableNames(graph, sources, edge.to, new Set([...seen, path])) : [];
    for (const name of inner) names.add(name);
    if (edge?.resolution.kind === 'external') for (const name of edge.resolution.package.requireNames) names.add(name);
  }
  names.delete('default');
  names.delete('__esModule');
  for (const word of ['get', 'set', 'async']) if (!isMember(module, word)) names.delete(word);
  return names;
}

/** The lexer takes the first word of `{ get a() {} }` for a name, which has no value. */
function isMember({ facts }: GraphModule, key: string): boolean {
  const { assignments, refs } = facts.exports;
  return (
    refs.some(({ use }) => use.key === key) ||
    assignments.some(({ value }) => (value.properties ?? []).some((property) => property.key === key))
  );
}
