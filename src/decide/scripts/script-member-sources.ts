import type * as t from '@babel/types';
import type { Access, ScriptFacts } from '../../analyse/scripts/script-facts.js';
import type { Iife } from '../../analyse/scripts/iife.js';
import { isFunctionNode, parentOf, type Node } from '../../analyse/tree.js';
import type { Binding } from '../../analyse/scope.js';
import { classifyUse, propertyKey } from '../../analyse/uses.js';
import type { GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import { isBindingName } from '../../analyse/identifier-names.js';
import { atModuleLevel, namesAtTop, settingStatement } from './script-places.js';
import type { GlobalPlan, MadeObject, Member } from './script-plan.js';
import { returnedObject, scopeOf, targetName } from './script-unwrap.js';

/** What the function that makes a namespace puts into it. */
export interface Made {
  members: Member[];
  object: MadeObject | null;
}

/** `return { a: a, b: function () {} }`, or `var my = {}; …; return my`, of the function that makes a namespace. */
export function madeMembers(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): Made | string {
  const id = plan.owner!;
  const { facts } = context.graph.nodes.get(id)!;
  const iife = facts.iifes.find((i) => targetName(i, facts) === use.name);
  const found = iife ? returnedObject(iife, facts) : null;
  if (!iife || !found) return 'it is no object that a function returns';
  if (!(context.unwraps.get(id) ?? []).some((u) => u.iife === iife)) return 'the function that makes it has to stay';
  if (found.binding === null) {
    const members = literalMembers(id, found.object, iife.returned!, 'return', facts);
    return typeof members === 'string' ? members : { members, object: null };
  }
  const declarator = parentOf(found.object) as t.VariableDeclarator;
  const declaration = parentOf(declarator) as t.VariableDeclaration;
  const members = literalMembers(id, found.object, declaration, 'object', facts);
  if (typeof members === 'string') return members;
  if (members.length > 0 && declaration.declarations.length > 1) return 'its variable is declared together with others';
  const accesses = found.binding.references
    .filter((r) => parentOf(r.node) !== iife.returned)
    .map((r): Access => ({
      name: use.name,
      node: r.node as t.Identifier,
      via: 'alias',
      mode: 'read',
      use: classifyUse(r.node, facts.script.places),
      scope: r.scope,
      alias: found.binding,
      intoAlias: null,
      init: null,
    }));
  return { members, object: { id, declarator, accesses } };
}

function literalMembers(
  id: string,
  object: t.ObjectExpression,
  statement: t.Statement,
  from: 'return' | 'object',
  facts: ScriptFacts,
): Member[] | string {
  const text = facts.script.source;
  const between =
    object.properties.map((p, i) => text.slice(object.properties[i - 1]?.end ?? object.start!, p.start!)).join('') +
    text.slice(object.properties.at(-1)?.end ?? object.start!, object.end!);
  if (/\/[/*]/.test(between)) return 'comments stand between the members of its object';
  const members: Member[] = [];
  for (const property of object.properties) {
    if (property.type === 'SpreadElement' || property.computed) return 'its object has computed keys';
    if (property.type === 'ObjectMethod' && property.kind !== 'method') return 'its object has accessors';
    const key = property.key.type === 'NumericLiteral' ? null : propertyKey(property);
    if (key === null) return 'its object has other keys than names';
    const value: Node = property.type === 'ObjectMethod' ? property : property.value;
    members.push(newMember(id, key, statement, value, from));
  }
  return members;
}

/** A member as its script sets it, before anything is known of its other uses. */
export const newMember = (
  id: string,
  key: string,
  statement: t.Statement | null,
  value: Node | null,
  from: Member['from'],
): Member => ({ id, key, local: key, statement, value, from, isBinding: false, live: false, overridden: false });

/** `NS.x = value` as a statement of the module's top level; the reason when it is something else. */
export function definition(id: string, access: Access, key: string, context: GlobalsContext): Member | string {
  const setting = settingStatement(parentOf(access.node)!);
  if (!setting) return `its member \`${key}\` is set inside an expression`;
  const { statement, value } = setting;
  if (!atModuleLevel(statement, id, context)) return `its member \`${key}\` is set inside a function or a block`;
  return newMember(id, key, statement, value, 'statement');
}

/** Gives a member its name in its module. @returns why it can be no export */
export function nameMember(member: Member, members: Member[], calls: Access[], context: GlobalsContext): string | null {
  if (!context.graph.nodes.has(member.id)) return null;
  const { facts } = context.graph.nodes.get(member.id)!;
  const { value, key } = member;
  const unwraps = context.unwraps.get(member.id) ?? [];
  const top = namesAtTop(facts, unwraps);
  let fn = value;
  if (value?.type === 'Identifier' && !member.live) {
    const binding = facts.script.scopes.byNode.get(value)?.binding;
    const opened = unwraps.map((u) => u.iife);
    if (binding && isModuleLevelBinding(binding, facts, opened)) {
      if (isReassigned(binding)) return `\`${key}\` is a copy of a variable that changes`;
      member.local = binding.name;
      member.isBinding = true;
      fn = functionOf(binding) ?? value;
    }
  }
  if (!member.isBinding) {
    // `var x = NS.x = NS.x || {}` has the name already.
    const isOwn = member.from === 'shared' && declaresOnly(member.statement, key);
    const free =
      (!top.has(key) || isOwn) &&
      !facts.script.scopes.free.has(key) &&
      isBindingName(key) &&
      !facts.accesses.some((a) => a.name === key);
    if (!free || members.some((m) => m !== member && m.id === member.id && m.local === key))
      return `the module has another use for the name \`${key}\``;
  }
  if (fn && isFunctionNode(fn) && facts.script.scopes.thisUse.get(fn)?.usesSuper) return `\`${key}\` uses \`super\``;
  if (fn && usesThis(fn, facts) && !isConstructor(key, value!, calls, facts)) return `\`${key}\` uses \`this\``;
  return null;
}

const declaresOnly = (statement: t.Statement | null, name: string): boolean =>
  statement?.type === 'VariableDeclaration' &&
  statement.declarations[0]!.id.type === 'Identifier' &&
  statement.declarations[0]!.id.name === name;

function isModuleLevelBinding(binding: Binding, facts: ScriptFacts, opened: Iife[]): boolean {
  if (binding.kind === 'param') return false;
  return binding.scope === facts.script.scopes.program || opened.some((i) => scopeOf(i, facts) === binding.scope);
}

/** Whether a variable is written after its declaration. */
export function isReassigned(binding: Binding): boolean {
  const parent = parentOf(binding.declarations[0]!);
  const isSet = parent?.type !== 'VariableDeclarator' || Boolean(parent.init);
  return !isSet || binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read');
}

function functionOf(binding: Binding): Node | null {
  const parent = parentOf(binding.declarations[0]!);
  if (parent?.type === 'VariableDeclarator') return parent.init ?? null;
  return parent;
}

/** Whether a function uses its own `this`. */
export function usesThis(fn: Node, facts: ScriptFacts): boolean {
  return facts.script.scopes.thisUse.get(fn)?.reads ?? false;
}

/** Called with `new`, or given a prototype, and never called as a method of the namespace. */
function isConstructor(key: string, value: Node, reads: Access[], facts: ScriptFacts): boolean {
  const own = reads.filter((access) => access.use.key === key);
  if (own.some((access) => access.use.kind === 'call-member')) return false;
  if (own.some((access) => access.use.kind === 'construct-member' || prototypeOf(parentOf(access.node)!))) return true;
  if (value.type !== 'Identifier') return false;
  const binding = facts.script.scopes.byNode.get(value)?.binding;
  return binding?.references.some((r) => prototypeOf(r.node) || parentOf(r.node)?.type === 'NewExpression') ?? false;
}

function prototypeOf(node: Node): boolean {
  const parent = parentOf(node);
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    parent.property.type === 'Identifier' &&
    parent.property.name === 'prototype'
  );
}
