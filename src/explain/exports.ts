import type { Interface } from '../decide/interfaces/needs.js';
import type { ExportPlan, Facade } from '../decide/plan.js';
import type { Analysis } from '../migrate.js';
import type { Decision, Fact, Lines } from './decision.js';

/** Why a module exports as it does: its own shape, and what its consumers need of it. */
export function explainExports({ plan, graph }: Analysis, path: string, lines: Lines): Decision | null {
  const file = plan.files.get(path)!;
  const own = plan.interfaces.get(path);
  const { facts } = graph.modules.get(path)!;
  if (file.action !== 'convert' || !own || facts.syntax === 'esm' || facts.exports.refs.length === 0) return null;
  const starts = facts.exports.refs.map((ref) => ref.range.start);
  const ends = facts.exports.refs.map((ref) => ref.range.end);
  const { exports } = file;
  return {
    about: 'exports',
    rule: ruleOf(exports),
    lines: lines.span(path, { start: Math.min(...starts), end: Math.max(...ends) }),
    code: null,
    decision: decisionOf(exports),
    facts: factsOf(own, exports, path, lines),
    better: betterOf(own, exports),
  };
}

function ruleOf(plan: ExportPlan): string {
  return plan.kind === 'named' && plan.facade ? 'exports-facade' : `exports-${plan.kind}`;
}

function decisionOf(plan: ExportPlan): string {
  switch (plan.kind) {
    case 'none':
      return 'exports nothing';
    case 'named':
      return `exports names${plan.names.length > 0 ? ` (${plan.names.map((n) => n.key).join(', ')})` : ''}${also(plan.facade)}`;
    case 'value': {
      const name = plan.exportName === null ? 'as the default export' : `by its own name (${plan.exportName})`;
      const facade = plan.exportName === null ? { ...plan.facade, default: false } : plan.facade;
      return `exports one value, ${name}${also(facade)}`;
    }
    case 'holder':
      return `keeps its exports as one real object (${plan.local}), and exports that${also({ ...plan.facade, default: false })}`;
    case 'reexport':
      return `exports what ${plan.specifier} exports${also(plan.facade)}`;
  }
}

/** What a facade adds, in words. */
function also(facade: Facade | null): string {
  const parts = [
    ...(facade?.default ? ['the whole as the default export'] : []),
    ...(facade?.moduleExports ? ["'module.exports' for require()"] : []),
  ];
  return parts.length > 0 ? `, and ${parts.join(' and ')}` : '';
}

function factsOf({ shape, needs }: Interface, plan: ExportPlan, path: string, lines: Lines): Fact[] {
  const facts: Fact[] = [];
  const shown = shape.notNamed !== null && plan.kind !== 'named';
  if (shown) facts.push({ text: shape.notNamed!, file: path, line: null });
  for (const { text, from, at } of needs.because) {
    // Names alone change nothing about the form of a module that exports by name.
    if (plan.kind === 'named' && !plan.facade) continue;
    facts.push(lines.fact(text, from, at));
  }
  if (facts.length === 0) facts.push({ text: 'its consumers only read names of it', file: path, line: null });
  return facts;
}

function betterOf({ shape, needs }: Interface, plan: ExportPlan): string | null {
  switch (plan.kind) {
    case 'none':
    case 'reexport':
      return null;
    case 'named':
      return plan.facade === null
        ? null
        : needs.whole || needs.object
          ? 'Names alone would do if its consumers read members of it and nothing else.'
          : 'Names alone would do if it were not public (--no-compat) and nothing loaded it by require().';
    case 'value':
      return plan.exportName === null && shape.kind === 'value'
        ? 'Give the value a name before it is exported, and it becomes a named export.'
        : null;
    case 'holder':
      return shape.notNamed !== null
        ? `Named exports would do, if it were not that ${shape.notNamed}.`
        : 'Named exports would do if nobody wrote to its exports object or passed it on.';
  }
}
