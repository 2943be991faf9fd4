import { childNodes, enclosingFunction, type Node } from '../../analyse/tree.js';
import { memberKey } from '../../analyse/uses.js';
import type { Finding } from '../../finding.js';
import type { EarlyRuns, ScriptGraph, ScriptNode } from '../../link/script-graph.js';
import { scriptFinding } from './script-hazards.js';
import type { ScriptsPlan } from './script-plan.js';

/**
 * Promise jobs that a script makes while it loads ran before the next script; those of a module run when all modules of
 * the entry have run. Told where a module stands behind on some page.
 */
export function jobFindings(
  plan: ScriptsPlan,
  graph: ScriptGraph,
  early: EarlyRuns,
  textOf: (file: string) => string,
): Finding[] {
  const findings: Finding[] = [];
  for (const id of plan.modules) {
    const node = graph.nodes.get(id)!;
    const isFollowed = graph.pages.some(({ order }) => {
      const at = order.indexOf(id);
      return at >= 0 && order.slice(at + 1).some((later) => plan.modules.has(later));
    });
    const job = isFollowed ? firstJob(node, early) : null;
    if (!job) continue;
    const { script } = node.facts;
    findings.push(
      scriptFinding(
        script,
        textOf(script.file),
        job.start!,
        'job-order',
        'warning',
        'This goes on in a promise job: in a script before the next script runs, in a module after those that load with it.',
        'Check that no later script relies on what it does then.',
      ),
    );
  }
  return findings;
}

/** The first place whose rest runs as a promise job while the script loads. */
function firstJob({ id, facts }: ScriptNode, early: EarlyRuns): Node | null {
  const runsAtLoad = (node: Node): boolean => {
    for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
      const { unit } = facts.script.places.at(fn.body);
      if (unit !== 0 && !early.runsBefore(id, unit, Infinity)) return false;
    }
    return true;
  };
  const visit = (node: Node): Node | null => {
    if (isJob(node) && runsAtLoad(node)) return node;
    for (const child of childNodes(node)) {
      const found = visit(child);
      if (found) return found;
    }
    return null;
  };
  return visit(facts.script.program);
}

/** `await v`, `queueMicrotask(f)`, `Promise.resolve().then(f)`; what comes over the network comes later in any case. */
function isJob(node: Node): boolean {
  if (node.type === 'AwaitExpression') return !isRequest(node.argument);
  if (node.type !== 'CallExpression') return false;
  if (node.callee.type === 'Identifier') return node.callee.name === 'queueMicrotask';
  if (node.callee.type !== 'MemberExpression') return false;
  return /^(?:then|catch|finally)$/.test(memberKey(node.callee) ?? '') && isPromise(node.callee.object);
}

function isPromise(node: Node): boolean {
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && node.callee.name === 'Promise';
  if (node.type !== 'CallExpression') return node.type === 'Identifier' && node.name === 'Promise';
  return isPromise(node.callee.type === 'MemberExpression' ? node.callee.object : node.callee);
}

const isRequest = (node: Node): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'fetch';
