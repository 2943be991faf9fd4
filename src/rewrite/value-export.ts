import type { ExportAssignment, ModuleFacts } from '../analyse/facts.js';
import type { Range } from '../range.js';
import type { ExportPlan } from '../decide/plan.js';
import { exportList, needsParenthesesAfterDefault } from './print.js';
import { appendExports, snapshotLines } from './facade.js';
import { insertName, valueStart } from './declaration-head.js';
import { afterImports, insertLines, PART_OF_STATEMENT, protectedStart } from './insertion.js';
import type { RewriteContext } from './transform.js';

type ValuePlan = Extract<ExportPlan, { kind: 'value' }>;
type HolderPlan = Extract<ExportPlan, { kind: 'holder' }>;
type ReexportPlan = Extract<ExportPlan, { kind: 'reexport' }>;

/**
 * Turns `module.exports = value` into an export of the value. `(0, function () {})` keeps the name '', where a
 * declaration or `export default` would give one (E08).
 */
export function rewriteValue(context: RewriteContext, plan: ValuePlan): void {
  const { facts, edits } = context;
  const assignment = facts.exports.assignments[plan.assignment]!;
  for (const ref of facts.exports.refs) {
    const isTarget = assignment.targets.some((t) => t.range.start === ref.range.start && t.range.end === ref.range.end);
    if (isTarget || ref.object === 'alias') continue;
    edits.replace(
      ref.range,
      ref.use.shorthand ? `${context.source.slice(ref.range.start, ref.range.end)}: ${plan.local}` : plan.local,
    );
  }
  const pending: Pending = {
    named: plan.exportName !== null,
    default: plan.facade.default,
    moduleExports: plan.facade.moduleExports,
  };
  const firstLocal = assignment.targets.findIndex((t) => t.object === 'local');
  const isLocalLast = firstLocal > 0 && assignment.targets.slice(firstLocal).every((t) => t.object === 'local');
  const { container } = assignment;
  if (container.kind === 'statement' && firstLocal < 0)
    rewriteStatement(context, plan, assignment, container.range, pending);
  else if (container.kind === 'statement' && isLocalLast && (plan.declares || plan.local === '')) {
    // `module.exports = other.x = value`: what is exported is the value of the rest, which gives a function no name.
    const range = { start: assignment.targets[firstLocal]!.range.start, end: assignment.value.range.end };
    const rest: ExportAssignment = { ...assignment, value: { ...assignment.value, kind: 'other', name: null, range } };
    rewriteStatement(context, { ...plan, anonymous: false }, rest, container.range, pending);
  } else rewriteChain(context, plan, assignment, pending);
  appendExports(
    context,
    [...exportedNames(plan, pending)],
    snapshotLines(context, plan.snapshots, snapshotSource(plan, plan.local)),
  );
}

/** What the snapshots are taken out of. */
const snapshotSource = ({ mayBeNothing }: ValuePlan | HolderPlan, local: string): string =>
  mayBeNothing ? `${local} ?? {}` : local;

/** Which exports are still to be written at the end of the file. */
interface Pending {
  named: boolean;
  default: boolean;
  moduleExports: boolean;
}

function exportedNames(plan: ValuePlan, pending: Pending): { local: string; exported: string }[] {
  const { local } = plan;
  return [
    ...(pending.named ? [{ local, exported: plan.exportName! }] : []),
    ...(pending.default ? [{ local, exported: 'default' }] : []),
    ...(pending.moduleExports ? [{ local, exported: 'module.exports' }] : []),
  ];
}

function rewriteStatement(
  context: RewriteContext,
  plan: ValuePlan,
  assignment: ExportAssignment,
  statement: Range,
  pending: Pending,
): void {
  const { edits, facts, source, style } = context;
  const { value } = assignment;
  const isParenthesized = source[value.range.start] === '(';
  const isFunctionLike = (value.kind === 'function' || value.kind === 'class') && !isParenthesized;
  if (!plan.declares && plan.local !== '' && value.kind === 'identifier') {
    // `module.exports = sum` becomes one list of everything that the value goes out as.
    edits.replace(statement, exportList(exportedNames(plan, pending), style));
    Object.assign(pending, { named: false, default: false, moduleExports: false });
    return;
  }
  // A declaration would put the function's own name at the top level, where it is none, or where another means something.
  const isNameTaken = value.name !== null && value.name !== plan.local && isTaken(facts, value.name);
  const isDeclared = plan.local === '' || (plan.declares && (value.name === null || value.name === plan.local));
  if (isFunctionLike && !plan.anonymous && isDeclared && !isNameTaken) {
    const asDefault = plan.exportName === null;
    edits.replace({ start: statement.start, end: value.range.start }, asDefault ? 'export default ' : 'export ');
    if (plan.local !== '' && value.name === null) insertName(context, value, plan.local);
    edits.remove({ start: value.range.end, end: statement.end });
    if (asDefault) pending.default = false;
    pending.named = false;
    return;
  }
  if (plan.local === '') {
    const text = source.slice(value.range.start, value.range.end);
    const wrap = plan.anonymous || needsParenthesesAfterDefault(text);
    const start = wrap ? value.range.start : valueStart(source, statement.start, value.range.start);
    const [open, close] = plan.anonymous ? sameName(assignment) : ['(', ')'];
    edits.replace({ start: statement.start, end: start }, `export default ${wrap ? open : ''}`);
    if (wrap) edits.insertAfter(value.range.end, close);
    pending.default = false;
    return;
  }
  const [open, close] = plan.anonymous ? sameName(assignment) : ['', ''];
  const start = plan.anonymous ? value.range.start : valueStart(source, statement.start, value.range.start);
  edits.replace({ start: statement.start, end: start }, `const ${plan.local} = ${open}`);
  if (close) edits.insertAfter(value.range.end, close);
}

/**
 * What stands around a function without a name of its own, for it to keep the one that it has from its place: '', or that of
 * the variable `exports` (`module.exports = exports = function () {}`).
 */
function sameName({ targets }: ExportAssignment): [open: string, close: string] {
  const inner = targets.at(-1);
  return inner?.object === 'exports' && inner.key === null ? ['{ exports: ', ' }.exports'] : ['(0, ', ')'];
}

/** A name that the top level declares, or that the file means a global by. */
const isTaken = (facts: ModuleFacts, name: string): boolean =>
  facts.bindings.some((b) => b.name === name) || facts.freeNames.includes(name);

/** `var x = module.exports = value`, `other.x = module.exports = value`: the export's part of the chain goes. */
function rewriteChain(context: RewriteContext, plan: ValuePlan, assignment: ExportAssignment, pending: Pending): void {
  const { edits, facts, style, semi } = context;
  let isFirst = true;
  assignment.targets.forEach((target, i) => {
    if (target.object === 'local') return;
    const end = assignment.targets[i + 1]?.range.start ?? assignment.value.range.start;
    if (plan.declares && isFirst) {
      edits.replace(target.range, plan.local);
      isFirst = false;
    } else edits.remove({ start: target.range.start, end });
  });
  if (plan.anonymous) {
    const [open, close] = sameName(assignment);
    edits.insertBefore(assignment.value.range.start, open);
    edits.insertAfter(assignment.value.range.end, close);
  }
  const { container } = assignment;
  const statement = facts.statements[assignment.statement]!.range;
  if (plan.declares)
    edits.insertBefore(
      protectedStart(context.source, statement.start),
      `let ${plan.local}${semi}${style.eol}`,
      PART_OF_STATEMENT,
    );
  if (container.kind !== 'declarator') return;
  const declaration = facts.declarations[container.declaration]!;
  if (plan.exportName !== null && plan.exportName === container.name && declaration.declarators.length === 1) {
    edits.insertBefore(declaration.range.start, 'export ', PART_OF_STATEMENT);
    pending.named = false;
  }
}

/** Keeps the exports object as a real object under a name of its own. */
export function rewriteHolder(context: RewriteContext, plan: HolderPlan): void {
  const { facts, edits, source, semi } = context;
  for (const ref of facts.exports.refs) {
    if (ref.object === 'alias') continue;
    // `this` is the first object, which `exports` means no longer where only that was set.
    const first = plan.firstLocal ?? (plan.keepsModule ? plan.moduleLocal : plan.local);
    const local = ref.object === 'this' ? first : ref.object === 'module.exports' ? plan.moduleLocal : plan.local;
    edits.replace(ref.range, ref.use.shorthand ? `${source.slice(ref.range.start, ref.range.end)}: ${local}` : local);
  }
  for (const assignment of plan.anonymous) {
    const [open, close] = sameName(assignment);
    edits.insertBefore(assignment.value.range.start, open);
    edits.insertAfter(assignment.value.range.end, close);
  }
  const lines = plan.firstLocal === null ? [] : [`const ${plan.firstLocal} = {}${semi}`];
  lines.push(`${plan.rebound ? 'let' : 'const'} ${plan.local} = ${plan.firstLocal ?? '{}'}${semi}`);
  if (plan.moduleLocal !== plan.local) lines.push(`let ${plan.moduleLocal} = ${plan.local}${semi}`);
  insertLines(context, afterImports(facts, context.plan, source), lines, 3);
  const local = plan.moduleLocal;
  const names = [
    { local, exported: 'default' },
    ...(plan.facade.moduleExports ? [{ local, exported: 'module.exports' }] : []),
  ];
  appendExports(context, names, snapshotLines(context, plan.snapshots, snapshotSource(plan, local)));
}

/** `module.exports = require('./x')` becomes re-exports of x. */
export function rewriteReexport(context: RewriteContext, plan: ReexportPlan): void {
  const { facts, edits, style } = context;
  const assignment = facts.exports.assignments[plan.assignment]!;
  if (assignment.container.kind !== 'statement') return;
  const names: { local: string; exported: string }[] = [];
  if (plan.name !== null) names.push({ local: plan.name, exported: plan.name });
  const source = plan.name ?? 'default';
  if (plan.facade.default || (!plan.star && plan.name === null)) names.push({ local: source, exported: 'default' });
  // A star passes 'module.exports' on too.
  if (plan.facade.moduleExports && (!plan.star || plan.facade.default))
    names.push({ local: source, exported: 'module.exports' });
  const lines: string[] = [];
  if (plan.star) lines.push(`export * from ${style.quote}${plan.specifier}${style.quote}${context.semi}`);
  if (names.length > 0) lines.push(exportList(names, style, plan.specifier));
  edits.replaceWith(assignment.container.range, () => lines.join(style.eol), { dropEdits: true });
}
