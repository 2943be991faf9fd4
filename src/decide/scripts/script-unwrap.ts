import type * as t from '@babel/types';
import type { Iife } from '../../analyse/scripts/iife.js';
import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { Binding, Scope } from '../../analyse/scope.js';
import type { UnwrapPlan } from './script-plan.js';

/**
 * Which immediately called functions of a script open up: their bodies become the top level of the module, as far as no
 * name of theirs meets another one.
 * @param importable globals that a name of the module can stand for
 * @param revealable globals whose object may be taken apart
 * @param exportable globals that get their value by an export; for others the call has to stay
 */
export function planUnwraps(
  facts: ScriptFacts,
  importable: (name: string) => boolean,
  revealable: (name: string) => boolean,
  exportable: (name: string) => boolean,
): UnwrapPlan[] {
  const { script } = facts;
  const taken = new Set(script.scopes.program.bindings.keys());
  const plans: UnwrapPlan[] = [];
  for (const iife of facts.iifes) {
    const scope = scopeOf(iife, facts);
    if (scope && [...scope.bindings.values()].some(isFunctionAgain)) continue;
    const target = targetName(iife, facts);
    const returns = returned(iife, facts, scope, target, importable, revealable);
    if (returns === 'value' || (returns && !exportable(returns.name))) continue;
    // The module has no variable of the exported name then.
    if (
      returns &&
      !returns.object &&
      returns.local !== returns.name &&
      (isDeclaredApart(iife, facts, target) || facts.accesses.some((a) => a.name === target && a.node !== iife.target))
    )
      continue;
    const params = iife.params.map((p) => paramPlan(p, facts, importable));
    if (params.includes(null)) continue;
    const plan: UnwrapPlan = { iife, returns, params: params as UnwrapPlan['params'] };
    const names = [...(scope?.bindings.values() ?? [])].filter((b) => b.kind !== 'param').map((b) => b.name);
    for (const p of plan.params) if (p.action === 'declare') names.push(p.name);
    const outside = namesOutside(facts, iife);
    const isFree = (name: string): boolean => {
      if (name === target && returns?.local === name) return !outside.has(name) || onlyTarget(facts, iife, name);
      return !taken.has(name) && !outside.has(name);
    };
    if (new Set(names).size !== names.length || !names.every(isFree)) continue;
    names.forEach((name) => taken.add(name));
    plans.push(plan);
  }
  return plans;
}

/** `var f; function f() {}`: the top level of a module may not say it (ECMA-262 16.2.1.1). */
const isFunctionAgain = ({ declarations }: Binding): boolean =>
  declarations.length > 1 && declarations.some((id) => parentOf(id)?.type === 'FunctionDeclaration');

export function scopeOf(iife: Iife, facts: ScriptFacts): Scope | null {
  for (const param of iife.params) {
    const binding = facts.script.scopes.declared.get(param.id);
    if (binding) return binding.scope;
  }
  for (const reference of facts.script.scopes.references) {
    for (let scope: Scope | null = reference.scope; scope; scope = scope.parent)
      if (scope.node === iife.fn && scope.isFunction) return scope;
  }
  return null;
}

export function targetName(iife: Iife, facts: ScriptFacts): string | null {
  if (!iife.target) return null;
  if (iife.target.type === 'Identifier' && facts.script.scopes.declared.has(iife.target)) return iife.target.name;
  const denoted = facts.globals.denotes(iife.target);
  return denoted?.kind === 'global' ? denoted.name : null;
}

/** What happens to the result: null when there is none, `value` when only the call can make it. */
function returned(
  iife: Iife,
  facts: ScriptFacts,
  scope: Scope | null,
  target: string | null,
  importable: (name: string) => boolean,
  revealable: (name: string) => boolean,
): UnwrapPlan['returns'] | 'value' {
  if (!iife.target) return iife.returned?.argument ? (isQuiet(iife.returned.argument) ? null : 'value') : null;
  const value = iife.returned?.argument;
  if (target !== null && returnedObject(iife, facts) && revealable(target))
    return { name: target, local: '', object: true };
  if (target === null || value?.type !== 'Identifier') return 'value';
  const binding = facts.script.scopes.byNode.get(value)?.binding;
  if (!binding || binding.scope !== scope) return 'value';
  const alias = facts.globals.aliasOf(binding);
  // `var M = (function (my) {…; return my})(M || {})`: the object is M already.
  if (alias?.kind === 'global' && alias.name === target)
    return importable(target) ? { name: target, local: target, object: false } : 'value';
  if (binding.kind === 'param' || isReassigned(binding)) return 'value';
  if (value.name === target && isDeclaredApart(iife, facts, target)) return 'value';
  return { name: target, local: value.name, object: false };
}

/** `var M; M = (function () {…})()` */
const isDeclaredApart = (iife: Iife, facts: ScriptFacts, target: string | null): boolean =>
  iife.statement.type === 'ExpressionStatement' && target !== null && facts.declared.has(target);

/** The literal that a function returns, as it stands or in a variable that it fills. */
export function returnedObject(
  iife: Iife,
  facts: ScriptFacts,
): { object: t.ObjectExpression; binding: Binding | null } | null {
  const value = iife.returned?.argument;
  if (value?.type === 'ObjectExpression') return { object: value, binding: null };
  const binding = value?.type === 'Identifier' ? facts.script.scopes.byNode.get(value)?.binding : null;
  if (!binding || binding.scope !== scopeOf(iife, facts) || isReassigned(binding)) return null;
  const declarator = parentOf(binding.declarations[0]!);
  const isOwn = declarator?.type === 'VariableDeclarator' && parentOf(parentOf(declarator)!) === iife.body;
  return isOwn && declarator.init?.type === 'ObjectExpression' ? { object: declarator.init, binding } : null;
}

const isQuiet = (node: Node): boolean => node.type === 'Identifier' || /Literal$/.test(node.type);

function isReassigned(binding: Binding): boolean {
  const parent = parentOf(binding.declarations[0]!);
  const starts = parent?.type !== 'VariableDeclarator' || parent.init;
  return binding.declarations.length > 1 || !starts || binding.references.some((r) => r.mode !== 'read');
}

function paramPlan(
  param: { id: t.Identifier; value: Node | null },
  facts: ScriptFacts,
  importable: (name: string) => boolean,
): UnwrapPlan['params'][number] | null {
  const name = param.id.name;
  const binding = facts.script.scopes.declared.get(param.id)!;
  const written = binding.references.some((r) => r.mode !== 'read') || binding.declarations.length > 1;
  const plan = (action: 'drop' | 'rename' | 'declare', to = name): UnwrapPlan['params'][number] => ({
    name,
    action,
    to,
    value: param.value,
    written,
  });
  if (binding.declarations.length > 1) return null;
  const { value } = param;
  if (!value) return name === 'undefined' && !written ? plan('drop') : plan('declare');
  if (binding.references.length === 0) return isQuiet(value) || facts.globals.denotes(value) ? plan('drop') : null;
  const denoted = written ? null : facts.globals.denotes(value);
  if (denoted?.kind === 'object' && (name === 'window' || name === 'self')) return plan('drop');
  if (denoted?.kind === 'object')
    return value.type === 'Identifier' && value.name === name ? plan('drop') : plan('declare');
  if (value.type === 'Identifier' && value.name === name && !written) return plan('drop');
  if (denoted?.kind === 'global' && importable(denoted.name)) {
    const isVisible = binding.references.every(
      (r) => !shadowed(r.scope, binding.scope, denoted.name) && !isShorthand(r.node),
    );
    if (isVisible && denoted.name === name) return plan('drop');
    return isVisible ? plan('rename', denoted.name) : null;
  }
  // An argument that is evaluated must be evaluated first: only the first such parameters keep their order anyway.
  return plan('declare');
}

const isShorthand = (node: Node): boolean => {
  const parent = parentOf(node);
  return parent?.type === 'ObjectProperty' && parent.shorthand;
};

/** Whether a scope inside `outer` (or `outer` itself) binds the name. */
function shadowed(scope: Scope, outer: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding && !(at === outer && binding.kind === 'param')) return true;
    if (at === outer) return false;
  }
  return false;
}

/** Names that code outside the function means: globals, and what other functions on the top level refer to. */
function namesOutside(facts: ScriptFacts, iife: Iife): Set<string> {
  const names = new Set<string>();
  const isInside = (node: Node): boolean => node.start! >= iife.fn.start! && node.end! <= iife.fn.end!;
  for (const reference of facts.script.scopes.references) {
    if (isInside(reference.node) || !isGlobalReference(reference, facts)) continue;
    names.add(reference.node.name);
  }
  for (const access of facts.accesses) {
    // `window.X` inside may become `X`, unless it is what gives X its value.
    if (access.via !== 'bare' && !(access.mode === 'write' && definesFrom(access.node))) names.add(access.name);
  }
  return names;
}

function isGlobalReference(reference: { binding: Binding | null }, facts: ScriptFacts): boolean {
  return reference.binding === null || reference.binding.scope === facts.script.scopes.program;
}

/** `window.X = X` */
function definesFrom(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'AssignmentExpression' && parent.right.type === 'Identifier' && parent.left === node;
}

/**
 * The name is used outside the function only as what gets its result, or reads it behind that, which then means the same:
 * a function of that name is there from the start of the module.
 */
function onlyTarget(facts: ScriptFacts, iife: Iife, name: string): boolean {
  return facts.accesses.every(
    (a) =>
      a.name !== name ||
      a.node === iife.target ||
      (a.mode === 'read' && (a.use.unit !== 0 || a.node.start! > iife.statement.start!)) ||
      (a.node.start! >= iife.fn.start! && a.node.end! <= iife.fn.end!),
  );
}
