import type { GraphModule } from '../../link/graph.js';

/** Builtins that start scripts. */
const starters = /^(node:)?(child_process|worker_threads|cluster)$/;

/** True for a file that starts other programs: the paths that it names may well be those. */
export function startsPrograms({ facts }: GraphModule): boolean {
  return facts.requests.some(({ specifier }) => specifier !== null && starters.test(specifier));
}
