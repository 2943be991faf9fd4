import type { Page } from '../../discover/pages.js';
import type { Finding } from '../../finding.js';
import { scriptFinding } from './script-hazards.js';
import { importsOf } from './script-imports.js';
import { isPureScript, onlyDeclares } from './script-purity.js';
import type { PageRuns, ScriptsDecision } from './scripts.js';
import type { ScriptGraph } from '../../link/script-graph.js';

/**
 * Says, once a page, that an error of one script while it loads now stops others: a page with classic scripts goes on
 * with the next one, a module that throws takes along all that import it, and the rest of its entry (HTML, "run a module
 * script"). No text tells which scripts throw, so it is said where one might, and something behind it would be missed.
 */
export function loadErrorFinding({ order, runs }: PageRuns, decision: ScriptsDecision, graph: ScriptGraph): Finding[] {
  const { plan, spine } = decision;
  const { page, items } = order;
  const requests = (id: string): string[] => {
    const node = graph.nodes.get(id);
    return node ? [...(spine.before.get(id) ?? []), ...importsOf(node, plan, () => 0).keys()] : [];
  };
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    from === to || (!seen.has(from) && Boolean(seen.add(from)) && requests(from).some((id) => reaches(id, to, seen)));
  const placed = runs.flatMap((run, r) => run.map((i) => ({ id: items[i]!.id!, run: r })));
  const isStopped = placed.some(({ id, run }, i) => {
    if (onlyDeclares(graph.nodes.get(id)!, plan)) return false;
    const later = placed.slice(i + 1).filter((other) => !isPureScript(graph.nodes.get(other.id)!, plan));
    return later.some((other) => other.run === run || reaches(other.id, id));
  });
  if (!isStopped) return [];
  return [loadError(page, items[runs[0]![0]!]!.element.element.start)];
}

/** The note that an error of one script of a page stops others now. @param at where the first module of the page stands */
export const loadError = (page: Page, at: number): Finding =>
  scriptFinding(
    { file: page.path, offset: 0, rounds: [] },
    page.text,
    at,
    'load-error',
    'info',
    'If a script of this page throws an error while it loads, those behind it no longer run, now that they are modules.',
    'Look at the console of the page as it was: it must show no such error.',
  );
