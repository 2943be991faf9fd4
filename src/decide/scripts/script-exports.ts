import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import type { Places } from '../../analyse/places.js';
import type { Binding } from '../../analyse/scope.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import { atModuleLevel, firstOnAllPages, namesAtTop, settingStatement } from './script-places.js';
import { canSet, countedBy } from './script-counts.js';
import type { GlobalPlan } from './script-plan.js';

const GUARDS = new Set(['typeof', 'test', 'in']);

/** Code asks whether the variable is there. */
export const isGuard = ({ use }: Access): boolean => GUARDS.has(use.kind);

/** The plan of a global that one script exports; the reason when none can. */
export function exportPlan(
  use: GlobalUse,
  declarers: string[],
  writes: GlobalUse['accesses'],
  plan: GlobalPlan,
  context: GlobalsContext,
): GlobalPlan | string {
  const { name } = use;
  const { graph } = context;
  if (declarers.length > 1) {
    return isPrivate(use, declarers, context) ? { ...plan, mode: 'private' } : 'several scripts declare it';
  }
  const counted = countedBy(use);
  const setter = (owner: string): string | null => (writes.some((w) => w.id !== owner) ? setterName(use) : null);
  const foreign = (owner: string): boolean => writes.some((w) => w.id !== owner && !canSet(w.access, counted));
  if (declarers.length === 1) {
    const owner = declarers[0]!;
    const declared = graph.nodes.get(owner)!.facts.declared.get(name)!;
    if (foreign(owner)) return 'another script changes it in place';
    if (declared.kind === 'const' && setter(owner)) return 'another script writes it';
    return { ...plan, mode: 'export', owner, definition: { kind: 'declared' }, setter: setter(owner), counted };
  }
  if (writes.every((w) => w.access.via === 'bare') && !isSetOnce(writes, context)) {
    const owner = firstOnAllPages([...new Set(writes.map((w) => w.id))], graph);
    if (owner === null) return 'the pages do not agree on which script sets it first';
    if (foreign(owner)) return 'another script changes it in place';
    if (use.accesses.some((a) => a.access.via === 'member' || isGuard(a.access)) || context.outside.hasElement(name))
      return 'it is looked for on the global object';
    if (namesAtTop(graph.nodes.get(owner)!.facts, context.unwraps.get(owner) ?? []).has(name))
      return 'the module has another variable of that name';
    return { ...plan, mode: 'export', owner, definition: { kind: 'implied' }, setter: setter(owner), counted };
  }
  if (writes.length !== 1) return 'it is written more than once';
  const { id, access } = writes[0]!;
  const setting = settingStatement(access.node);
  if (!setting) return 'it is set inside an expression';
  const { statement, value } = setting;
  if (!atModuleLevel(statement, id, context)) return 'it is set inside a function or a block';
  const { facts } = graph.nodes.get(id)!;
  const unwraps = context.unwraps.get(id) ?? [];
  const opened = unwraps.find((u) => u.iife.statement === statement);
  const top = namesAtTop(facts, unwraps);
  const local = opened?.returns?.local ?? (value.type === 'Identifier' ? value.name : null);
  if (top.has(name) && local !== name) return 'the module has another variable of that name';
  if (local === name && !top.has(name))
    return 'it is set to a variable of the same name that is no variable of the module';
  if (value.type === 'Identifier' && local === name) {
    const { scopes, places } = facts.script;
    const binding = scopes.byNode.get(value)?.binding;
    if (binding && binding.kind !== 'param' && !isSettled(binding, value, places))
      return 'it is set to a variable of the same name, which changes';
  }
  const own = ownReads(use, id, statement, context);
  const isDefault = own.length === 1 && own[0]!.node === ownDefault(value)?.left && !context.outside.remote;
  if (own.length > 0 && !isDefault) return 'its value asks for it';
  if (guardedBefore(use, id, statement, context)) return 'code looks for it before it is set';
  return { ...plan, mode: 'export', owner: id, definition: { kind: 'write', access, statement, value } };
}

/** `setScore` for `score`; another name where one of the scripts has a use for that one. */
function setterName({ name, graph }: GlobalUse): string {
  const isUsed = (setter: string): boolean =>
    [...graph.nodes.values()].some((n) => n.facts.script.scopes.names.has(setter));
  const base = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  let setter = `set${base}`;
  for (let i = 0; isUsed(setter); i++) setter = `assign${base}${i === 0 ? '' : i}`;
  return setter;
}

/** Whether a variable has got its last value where its value is taken. */
export function isSettled({ kind, declarations, references }: Binding, value: Node, places: Places): boolean {
  const parent = parentOf(declarations[0]!);
  const writes = references.filter((r) => r.mode !== 'read');
  const isSet = parent?.type !== 'VariableDeclarator' || Boolean(parent.init) || writes.length > 0;
  const isBefore = (node: Node): boolean => places.at(node).unit === 0 && node.end! <= value.start!;
  return isSet && declarations.length === 1 && (kind === 'const' || writes.every(({ node }) => isBefore(node)));
}

/** `X || value`, for a value of X. */
export function ownDefault(value: Node): t.LogicalExpression | null {
  return value.type === 'LogicalExpression' && value.operator === '||' ? value : null;
}

/** Where the statement that sets it looks for it. */
function ownReads({ accesses }: GlobalUse, id: string, statement: Node, { early }: GlobalsContext): Access[] {
  const inside = accesses.filter(
    (a) => a.id === id && statement.start! <= a.access.node.start! && a.access.node.end! <= statement.end!,
  );
  const units = new Set([0, ...inside.filter((a) => a.access.mode === 'write').map((a) => a.access.use.unit)]);
  return inside
    .map(({ access }) => access)
    .filter(
      ({ mode, use: { unit } }) => mode === 'read' && (units.has(unit) || early.runsBefore(id, unit, statement.end!)),
    );
}

/** `X = value` as the only write, a statement of the module's top level. */
export function isSetOnce(writes: GlobalUse['accesses'], context: GlobalsContext): boolean {
  const [first] = writes;
  const assignment = first && writes.length === 1 ? parentOf(first.access.node) : null;
  const statement = assignment?.type === 'AssignmentExpression' ? parentOf(assignment) : null;
  return statement?.type === 'ExpressionStatement' && atModuleLevel(statement, first!.id, context);
}

/** Its own script asks for it where it may not be there yet. */
function guardedBefore(use: GlobalUse, id: string, statement: t.Statement, context: GlobalsContext): boolean {
  return use.accesses.some(({ id: from, access }) => {
    if (from !== id || access.mode !== 'read') return false;
    if (access.use.unit === 0) return access.node.start! < statement.start!;
    const asks = access.via === 'member' || isGuard(access);
    return asks && context.early.runsBefore(id, access.use.unit, statement.start!);
  });
}

/** Several scripts declare it, but none ever sees the value of another. A name without a declaration is no variable of its own. */
export function isPrivate(use: GlobalUse, declarers: string[], context: GlobalsContext): boolean {
  if (context.outside.reads(use.name)) return false;
  if (!use.accesses.every((a) => declarers.includes(a.id) && a.access.via === 'bare')) return false;
  const together = context.graph.pages.some(({ order }) => declarers.filter((d) => order.includes(d)).length > 1);
  if (!together) return declarers.every((id) => context.graph.nodes.get(id)!.facts.declared.has(use.name));
  return declarers.every((id) => {
    const declared = context.graph.nodes.get(id)!.facts.declared.get(use.name);
    if (!declared) return false;
    const own = use.accesses.filter((a) => a.id === id);
    if (own.some((a) => a.access.use.unit !== 0)) return false;
    if (declared.kind === 'function') return true;
    const parent = parentOf(declared.binding.declarations[0]!);
    return (
      parent?.type === 'VariableDeclarator' &&
      Boolean(parent.init) &&
      alwaysRuns(parentOf(parent)!) &&
      own.every((a) => a.access.node.start! >= parent.end!)
    );
  });
}

/** `var x = 1;` and `for (var i = 0; …)` of the top level, and not of a block or a branch. */
function alwaysRuns(declaration: Node): boolean {
  const parent = parentOf(declaration)!;
  return parent.type === 'Program' || (parent.type === 'ForStatement' && parentOf(parent)?.type === 'Program');
}
