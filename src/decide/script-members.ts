import type * as t from '@babel/types';
import type { Access, ScriptFacts } from '../analyse/script-facts.js';
import type { Iife } from '../analyse/iife.js';
import { isFunctionNode, parentOf, type Binding, type Node, type Scope } from '../analyse/scope.js';
import { classifyUse } from '../analyse/uses.js';
import type { GlobalUse } from '../link/script-graph.js';
import { HELPER } from '../link/load-order.js';
import { placement } from '../link/script-graph.js';
import { isForwardAllowed } from './script-accesses.js';
import type { GlobalsContext } from './script-context.js';
import { atModuleLevel, commonFolder, namesAtTop } from './script-places.js';
import type { GlobalPlan, Member, MembersPlan, ReaderForm } from './script-plan.js';
import { scopeOf, targetName } from './script-unwrap.js';
import { isBindingName } from '../rewrite/names.js';

/**
 * Whether a namespace needs no object: every use of it names one member, and every member is set once, at the top level
 * of one script (the rules of `docs/rules/namespace-object.md`).
 * @param plan the plan that keeps the object
 * @returns the plan of the members, or why the object stays
 */
export function planMembers(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): MembersPlan | string {
  if (plan.bridge || plan.viaGlobal.size > 0) return 'it must stay on the global object';
  if (plan.setter !== null) return 'another script replaces it';
  const isMade = plan.mode === 'export' || plan.definition?.kind === 'declared';
  const revealed = isMade ? revealedMembers(use, plan, context) : [];
  if (typeof revealed === 'string') return revealed;
  const members: Member[] = [...revealed];
  const reads: { id: string; access: Access; key: string }[] = [];
  for (const { id, access } of use.accesses) {
    if (access.init || access.intoAlias) {
      if (access.intoAlias && !isOpenedAlias(access.intoAlias, id, context))
        return 'a function takes it as an argument';
      continue;
    }
    if (access.mode !== 'read') {
      if (plan.mode === 'export' && plan.definition?.kind === 'write' && access === plan.definition.access) continue;
      if (isTarget(access.node, id, context)) continue;
      return 'it is written';
    }
    if (isReturned(access.node, id, context)) continue;
    const { kind, key } = access.use;
    if (key === null || !/^(?:member|call-member|construct-member|write)$/.test(kind)) return 'it is used as a value';
    if (kind !== 'write') {
      reads.push({ id, access, key });
      continue;
    }
    const member = definition(id, access, key, context);
    if (typeof member === 'string') return member;
    members.push(member);
  }
  if (members.length === 0) return 'it has no members that are set at the top level';
  const byKey = new Map(members.map((m) => [m.key, m]));
  if (byKey.size !== members.length) return 'a member is set more than once';
  if (byKey.has('default')) return 'it has a member `default`';
  for (const member of members) {
    const problem = memberProblem(member, members, reads, context);
    if (problem !== null) return problem;
  }
  for (const { id, access, key } of reads) {
    const member = byKey.get(key);
    if (!member) return `its member \`${key}\` is never set`;
    const outer = parentOf(access.node)!;
    const test = classifyUse(outer, context.graph.nodes.get(id)!.facts.script.places);
    const logical = parentOf(outer);
    if (
      /^(?:test|typeof|delete|assign)$/.test(test.kind) ||
      (logical?.type === 'LogicalExpression' && logical.left === outer)
    ) {
      return `code asks whether it has \`${key}\``;
    }
    if (!isReadable(id, access, member, context)) return `\`${key}\` may be read before it is set`;
  }
  return readers(use, members, reads, context);
}

/** `NS.x = value` as a statement of the module's top level. */
function definition(id: string, access: Access, key: string, context: GlobalsContext): Member | string {
  const member = parentOf(access.node)!;
  const assignment = parentOf(member);
  const statement = assignment ? parentOf(assignment) : null;
  if (
    assignment?.type !== 'AssignmentExpression' ||
    assignment.operator !== '=' ||
    statement?.type !== 'ExpressionStatement'
  )
    return `its member \`${key}\` is set inside an expression`;
  if (!atModuleLevel(statement, id, context)) return `its member \`${key}\` is set inside a function or a block`;
  return { id, key, local: key, statement, value: assignment.right, from: 'statement', isBinding: false };
}

/** `return { a: a, b: function () {} }` of the function that makes it. */
function revealedMembers(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): Member[] | string {
  const id = plan.owner!;
  const { facts } = context.graph.nodes.get(id)!;
  const iife = facts.iifes.find((i) => targetName(i, facts) === use.name);
  const object = iife?.returned?.argument;
  if (!iife || object?.type !== 'ObjectExpression') return 'it is no object that a function returns';
  if (!(context.unwraps.get(id) ?? []).some((u) => u.iife === iife)) return 'the function that makes it has to stay';
  const text = facts.script.source;
  const between =
    object.properties.map((p, i) => text.slice(object.properties[i - 1]?.end ?? object.start!, p.start!)).join('') +
    text.slice(object.properties.at(-1)?.end ?? object.start!, object.end!);
  if (/\/[/*]/.test(between)) return 'comments stand between the members of its object';
  const members: Member[] = [];
  for (const property of object.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) return 'its object has methods or computed keys';
    const key =
      property.key.type === 'Identifier'
        ? property.key.name
        : property.key.type === 'StringLiteral'
          ? property.key.value
          : null;
    if (key === null) return 'its object has other keys than names';
    members.push({
      id,
      key,
      local: key,
      statement: iife.returned!,
      value: property.value as Node,
      from: 'return',
      isBinding: false,
    });
  }
  return members;
}

function memberProblem(
  member: Member,
  members: Member[],
  reads: { id: string; access: Access; key: string }[],
  context: GlobalsContext,
): string | null {
  const { facts } = context.graph.nodes.get(member.id)!;
  const { value, key } = member;
  const unwraps = context.unwraps.get(member.id) ?? [];
  const top = namesAtTop(facts, unwraps);
  let fn: Node = value;
  if (value.type === 'Identifier') {
    const binding = facts.script.scopes.byNode.get(value)?.binding;
    if (
      binding &&
      isModuleLevelBinding(
        binding,
        facts,
        unwraps.map((u) => u.iife),
      )
    ) {
      if (isReassigned(binding)) return `\`${key}\` is a copy of a variable that changes`;
      member.local = binding.name;
      member.isBinding = true;
      fn = functionOf(binding) ?? value;
    }
  }
  if (!member.isBinding) {
    const free =
      !top.has(key) &&
      !facts.script.scopes.free.has(key) &&
      isBindingName(key) &&
      !facts.accesses.some((a) => a.name === key);
    if (!free || members.some((m) => m !== member && m.id === member.id && m.local === key))
      return `the module has another use for the name \`${key}\``;
    if (member.from === 'return' && !isFunctionNode(value) && !/Literal$/.test(value.type))
      return `\`${key}\` has no name of its own`;
  }
  if (usesThis(fn, facts) && !isConstructor(key, value, reads, facts)) return `\`${key}\` uses \`this\``;
  return null;
}

function isModuleLevelBinding(binding: Binding, facts: ScriptFacts, opened: Iife[]): boolean {
  if (binding.kind === 'param') return false;
  return binding.scope === facts.script.scopes.program || opened.some((i) => scopeOf(i, facts) === binding.scope);
}

function isReassigned(binding: Binding): boolean {
  const parent = parentOf(binding.declarations[0]!);
  const isSet = parent?.type !== 'VariableDeclarator' || Boolean(parent.init);
  return !isSet || binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read');
}

function functionOf(binding: Binding): Node | null {
  const parent = parentOf(binding.declarations[0]!);
  if (parent?.type === 'VariableDeclarator') return parent.init ?? null;
  return parent;
}

function usesThis(fn: Node, facts: ScriptFacts): boolean {
  return facts.script.scopes.thisUse.get(fn)?.reads ?? false;
}

/** Called with `new`, or given a prototype, and never called as a method of the namespace. */
function isConstructor(
  key: string,
  value: Node,
  reads: { access: Access; key: string }[],
  facts: ScriptFacts,
): boolean {
  const own = reads.filter((r) => r.key === key);
  if (own.some((r) => r.access.use.kind === 'call-member')) return false;
  if (own.some((r) => r.access.use.kind === 'construct-member' || prototypeOf(parentOf(r.access.node)!))) return true;
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

/** Whether a member is certainly set where it is read. */
function isReadable(id: string, access: Access, member: Member, context: GlobalsContext): boolean {
  const at = access.node.start!;
  if (id === member.id) {
    const set = member.statement.start!;
    if (access.use.unit === 0) return at > set;
    return !context.early.runsBefore(id, access.use.unit, set);
  }
  const { always, before } = placement(context.graph, id, member.id);
  if (!always) return false;
  if (before) return true;
  return (
    isForwardAllowed(id, member.id, context) &&
    access.use.unit !== 0 &&
    !context.early.mayPrecede(id, access.use.unit, member.id, true)
  );
}

/** How each script reaches the members. */
function readers(
  use: GlobalUse,
  members: Member[],
  reads: { id: string; access: Access; key: string }[],
  context: GlobalsContext,
): MembersPlan | string {
  const parts = [...new Set(members.map((m) => m.id))];
  const single = parts.length === 1 ? parts[0]! : null;
  const forms = new Map<string, ReaderForm>();
  let facade: string | null = null;
  for (const id of new Set(reads.map((r) => r.id))) {
    const { facts } = context.graph.nodes.get(id)!;
    const own = reads.filter((r) => r.id === id);
    const complete = parts.every((part) => placement(context.graph, id, part).always);
    if (parts.includes(id) || !complete) {
      const locals = new Map<string, string>();
      for (const { key } of own) {
        const member = members.find((m) => m.key === key)!;
        locals.set(key, member.id === id ? member.local : freeLocal(key, use.name, facts, id, context));
      }
      const hidden = own.find(({ access, key }) => isHidden(locals.get(key)!, access, facts, id, context));
      if (hidden) return `\`${hidden.key}\` means something else where it is used`;
      forms.set(id, { kind: 'named', locals });
      continue;
    }
    if (own.some(({ access }) => access.via !== 'bare' && isHidden(use.name, access, facts, id, context)))
      return 'its name means something else where it is used';
    if (single === null)
      facade ??= HELPER + context.newModule(use, commonFolder(parts.map((p) => context.graph.nodes.get(p)!.path!)));
    forms.set(id, { kind: 'namespace', from: single ?? facade! });
  }
  return { members, parts, forms, facade };
}

function freeLocal(key: string, name: string, facts: ScriptFacts, id: string, context: GlobalsContext): string {
  const top = namesAtTop(facts, context.unwraps.get(id) ?? []);
  const isFree = isBindingName(key) && !top.has(key) && !facts.script.scopes.names.has(key);
  return isFree ? key : `${name}${key[0]!.toUpperCase()}${key.slice(1)}`;
}

/** Whether a name of the module's top level is hidden by an inner one at a place. */
function isHidden(local: string, access: Access, facts: ScriptFacts, id: string, context: GlobalsContext): boolean {
  const opened = new Set((context.unwraps.get(id) ?? []).map((u) => u.iife.fn as Node));
  for (let scope: Scope | null = access.scope; scope && scope !== facts.script.scopes.program; scope = scope.parent) {
    if (scope.bindings.has(local) && !opened.has(scope.node)) return true;
  }
  return false;
}

function isOpenedAlias(alias: Binding, id: string, context: GlobalsContext): boolean {
  return (context.unwraps.get(id) ?? []).some((u) =>
    u.iife.params.some((p, i) => p.id === alias.declarations[0] && u.params[i]!.action !== 'declare'),
  );
}

/** The variable that gets what an opened function returns. */
function isTarget(node: Node, id: string, context: GlobalsContext): boolean {
  return (context.unwraps.get(id) ?? []).some((u) => u.iife.target === node);
}

/** `return my` of an opened function. */
function isReturned(node: Node, id: string, context: GlobalsContext): boolean {
  const parent = parentOf(node) as t.Node | null;
  return parent?.type === 'ReturnStatement' && (context.unwraps.get(id) ?? []).some((u) => u.iife.returned === parent);
}
