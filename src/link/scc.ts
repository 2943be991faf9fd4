/**
 * Strongly connected components of a directed graph, by Tarjan's algorithm, without recursion.
 * @param nodes every node
 * @param successors the nodes that a node points at; unknown ones are skipped
 * @returns the components, each a list of nodes; a component comes after those it points at
 */
export function stronglyConnectedComponents<T>(nodes: Iterable<T>, successors: (node: T) => Iterable<T>): T[][] {
  const known = new Set(nodes);
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const components: T[][] = [];
  for (const root of known) {
    if (index.has(root)) continue;
    const work: { node: T; rest: Iterator<T> }[] = [];
    const enter = (node: T): void => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({ node, rest: successors(node)[Symbol.iterator]() });
    };
    enter(root);
    while (work.length > 0) {
      const { node, rest } = work[work.length - 1]!;
      const next = rest.next();
      if (!next.done) {
        if (!known.has(next.value)) continue;
        if (!index.has(next.value)) enter(next.value);
        else if (onStack.has(next.value)) low.set(node, Math.min(low.get(node)!, index.get(next.value)!));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const component: T[] = [];
      let member: T;
      do {
        member = stack.pop()!;
        onStack.delete(member);
        component.push(member);
      } while (member !== node);
      components.push(component.reverse());
    }
  }
  return components;
}
