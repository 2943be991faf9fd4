import { posix } from 'node:path';
import type { Package } from '../discover/project.js';
import type { Graph, GraphModule } from '../link/graph.js';
import { leaveData } from './paths/data-files.js';
import type { FindingList } from './findings.js';
import type { ReadonlyForced } from './forced.js';
import type { Kept } from './hazards/commonjs-only.js';
import { commonJsUse, keepsCommonJs } from './hazards/module-system.js';
import type { Known } from './known.js';
import type { FilePlan } from './plan.js';
import { strictnessFindings, strictnessObstacle } from './strictness.js';

/** What becomes of a file, and why it is not converted. */
export interface Action {
  action: FilePlan['action'];
  reason: string | null;
}

/** Decides for every file whether it becomes an ES module, stays CommonJS, or is not touched. */
export function decideActions(
  graph: Graph,
  findings: FindingList,
  reserved: ReadonlySet<string>,
  forced: ReadonlyForced,
  { data, held, commonJsOnly, cycles }: Known,
): Map<string, Action> {
  const actions = new Map<string, Action>();
  for (const module of graph.modules.values()) {
    const { path } = module;
    const why = forced.get(path);
    if (why) findings.add({ ...why, file: path });
    if (reserved.has(path)) actions.set(path, { action: 'leave', reason: null });
    else if (data.has(path)) actions.set(path, leaveData(findings, graph, path));
    else if (held.has(posix.dirname(path)) && !/\.[cm][jt]s$/.test(path))
      actions.set(path, { action: 'cjs', reason: 'its folder holds data of tests' });
    else
      actions.set(
        path,
        why ? { action: 'cjs', reason: why.message } : actionFor(graph, module, findings, commonJsOnly),
      );
  }
  // A cycle is migrated as a whole or kept as a whole.
  for (const component of graph.components) {
    if (component.length < 2) continue;
    const kept = component.find(
      (path) => actions.get(path)!.action === 'cjs' && graph.modules.get(path)!.facts.syntax === 'cjs',
    );
    if (kept === undefined) continue;
    for (const path of component) {
      if (actions.get(path)!.action !== 'convert' || graph.modules.get(path)!.facts.syntax === 'esm') continue;
      actions.set(path, { action: 'cjs', reason: `it is in a require cycle with ${kept}` });
      findings.add({
        rule: 'kept-cycle',
        severity: 'info',
        file: path,
        at: 0,
        message: `Stays CommonJS: it is in a require cycle with ${kept}, which stays: ${cycles.between(path, kept)}.`,
        advice: `Make ${kept} convertible, or break the cycle.`,
      });
    }
  }
  return actions;
}

function actionFor(
  graph: Graph,
  module: GraphModule,
  findings: FindingList,
  commonJsOnly: ReadonlyMap<string, Kept>,
): Action {
  const { facts, file, path } = module;
  if (facts.problem) {
    findings.add({
      rule: 'parse-error',
      severity: 'error',
      file: path,
      at: facts.problem.offset,
      message: `Does not parse: ${facts.problem.message}`,
      advice: 'Fix the syntax and run again; the file was left alone.',
    });
    return { action: 'leave', reason: 'it does not parse' };
  }
  if (/\.c[jt]s$/.test(path)) return { action: 'cjs', reason: 'it is named as CommonJS' };
  if (isMarked(graph.project.packages[file.package]!))
    return { action: 'cjs', reason: 'the package.json of its folder says "type": "commonjs" and nothing else' };
  if (file.roles.includes('cjs-config')) return { action: 'cjs', reason: 'its tool reads it with require()' };
  if (!file.selected) {
    return facts.syntax === 'cjs'
      ? { action: isFixture(module) ? 'leave' : 'cjs', reason: 'it was not selected' }
      : { action: 'leave', reason: null };
  }
  if (file.esm || facts.syntax === 'esm') return { action: 'convert', reason: null };
  const free = commonJsUse(facts);
  if (free) {
    const { rule, reason } = keepsCommonJs[free.kind]!;
    return keep(findings, path, free.range.start, reason, { rule, advice: handAdvice });
  }
  const only = commonJsOnly.get(path);
  if (only) return keep(findings, path, only.at, only.reason, only);
  const obstacle = strictnessObstacle(facts);
  if (obstacle) return keep(findings, path, obstacle.at, obstacle.reason, obstacle);
  for (const finding of strictnessFindings(path, facts)) findings.add(finding);
  const error = facts.moduleErrors[0];
  if (error) return keep(findings, path, error.offset, `a module can't hold this: ${error.message}`);
  return { action: 'convert', reason: null };
}

/** A folder whose package.json is there to say that its files are CommonJS, as in dual packages. */
function isMarked({ dir, json }: Package): boolean {
  return dir !== '' && json.type === 'commonjs' && Object.keys(json).length === 1;
}

function isFixture(module: GraphModule): boolean {
  return module.in.length === 0 && module.dynamic.length === 0;
}

const handAdvice = 'Rewrite this place by hand and run again, or leave the file as it is.';

function keep(
  findings: FindingList,
  path: string,
  at: number,
  reason: string,
  { rule, advice } = { rule: 'kept-commonjs', advice: handAdvice },
): Action {
  findings.add({
    rule,
    severity: 'info',
    file: path,
    at,
    message: `Stays CommonJS, as .cjs: ${reason}.`,
    advice,
  });
  return { action: 'cjs', reason };
}

/** Without a file that uses CommonJS there is nothing to migrate in a package: its plain scripts stay what they are. */
export function leaveUntouchedPackages(graph: Graph, actions: Map<string, Action>): void {
  const turning = new Set<number>();
  for (const { path, file, facts } of graph.modules.values()) {
    const isCommonJs = facts.syntax === 'cjs' || facts.syntax === 'mixed';
    if (isCommonJs && actions.get(path)!.action === 'convert') turning.add(file.package);
  }
  for (const { path, file, facts } of graph.modules.values()) {
    if (facts.syntax !== 'none' || file.esm || turning.has(file.package)) continue;
    if (actions.get(path)!.action === 'convert')
      actions.set(path, { action: 'leave', reason: 'its package has no CommonJS' });
  }
}
