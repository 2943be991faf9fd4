import { analyse } from '../analyse/analyse.js';
import { locate } from '../analyse/parse.js';
import type { Graph } from '../link/graph.js';
import { findEarlyReads, type EarlyRead } from './evaluation.js';
import { Links } from './links.js';
import { canStay, type Output } from './outputs.js';

/** A fault of the rewrite, found in what it made. */
export interface Problem {
  /** The file that has to stay CommonJS, by its path before the run. */
  file: string;
  /** What is wrong, as the end of a sentence. */
  reason: string;
}

/**
 * Proves what the run made: every rewritten file is a module, every name that is imported is exported where it is imported
 * from, and no cycle reads a binding before it is set. That the text outside the edits stays needs no check: the new text
 * is spliced from the old one by ranges.
 * @param isExpected early reads that the decision knows of, because CommonJS failed at them too
 * @returns the faults of this run; none of what was wrong in the sources already
 */
export function checkOutputs(
  graph: Graph,
  outputs: ReadonlyMap<string, Output>,
  isExpected: (read: EarlyRead) => boolean,
): Problem[] {
  const problems: Problem[] = [];
  for (const output of outputs.values()) {
    const error = output.changed ? output.syntax?.problem : null;
    if (error && canStay(output))
      problems.push({ file: output.path, reason: `line ${error.line} is no ES module: ${error.message}` });
  }
  for (const output of outputs.values()) problems.push(...checkVariables(output));
  if (problems.length > 0) return problems;
  const links = new Links(graph, outputs.values());
  for (const output of outputs.values()) problems.push(...checkImports(output, links));
  if (problems.length > 0) return problems;
  for (const read of findEarlyReads(graph, outputs, links)) {
    if (isExpected(read)) continue;
    const file = [read.reader, read.of].find((path) => canStay(outputs.get(path)!));
    if (file !== undefined)
      problems.push({ file, reason: `${read.reader} would read '${read.name}' of ${read.of} before it is set` });
  }
  return problems;
}

/** Every reference to the exports object was rewritten: what is left of them fails when it is reached. */
function checkVariables(output: Output): Problem[] {
  const { module, changed, text } = output;
  if (!changed || !canStay(output) || module.facts.exports.refs.length === 0) return [];
  if (!/\bexports\b/.test(text.replace(/(['"])module\.exports\1/g, ''))) return [];
  const { refs } = analyse(output.plan.newPath, text).exports;
  const left = refs.find((ref) => ref.object === 'exports' || ref.object === 'module.exports');
  if (!left) return [];
  const { line } = locate(text, left.range.start, '');
  return [{ file: output.path, reason: `line ${line} of it still uses ${left.object}` }];
}

function checkImports(output: Output, links: Links): Problem[] {
  const problems: Problem[] = [];
  const { module } = output;
  for (const request of output.syntax?.requests ?? []) {
    if (request.typeOnly) continue;
    const target = links.target(output, request);
    if (!output.changed && !(target.kind === 'output' && target.output.changed)) continue;
    const wanted = request.specifiers.map((s) => s.imported);
    const wrong = target.kind === 'missing' ? '*' : wanted.find((name) => !links.has(target, name));
    if (wrong === undefined) continue;
    // What the run itself imports of packages (a test runner's globals) it knows better than their files tell.
    const blamed = [output, ...(target.kind === 'output' ? [target.output] : [])].find(canStay);
    const what = target.kind === 'missing' ? `nothing is at '${request.specifier}'` : '';
    const reason = what || `'${request.specifier}' has no export '${wrong}' that ${output.path} could import`;
    const isPackage = target.kind === 'names' && target.isPackage;
    const isOurs = !isPackage || module.facts.requests.some((r) => r.specifier === request.specifier);
    if (blamed && isOurs && !wasWrong(output, request.specifier, isPackage ? wrong : null))
      problems.push({ file: blamed.path, reason });
  }
  return problems;
}

/**
 * The sources import it in just this way, and it leads nowhere there either; or they import the name of a package that does
 * not show it, such as a type.
 */
function wasWrong({ module }: Output, specifier: string, nameOfPackage: string | null): boolean {
  return module.out.some(
    ({ request, resolution }) =>
      (request.form === 'import' || request.form === 'export') &&
      request.specifier === specifier &&
      (resolution.kind === 'missing' || request.specifiers.some((s) => s.imported === nameOfPackage)),
  );
}
