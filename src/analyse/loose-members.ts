import type * as t from '@babel/types';
import { arrayMethods } from './effects/array-methods.js';
import { finalValue, locks } from './locked-values.js';
import type { Requests } from './requests.js';
import type { Binding, ScopeInfo } from './scope.js';
import { SloppyContext, walk } from './sloppy/context.js';
import { isWriteTarget, parentOf, throughOperators, type Node } from './tree.js';
import { memberKey, propertyKey } from './uses.js';

/** Names of members that some object or class of the file has for reading only: accessors without a setter, frozen literals. */
export function findReadOnlyNames(program: t.Program, source: string): string[] {
  if (!/\bget\s+[\w$'"]|\bdefinePropert|\bfreeze\(/.test(source)) return [];
  const names = new Set<string>();
  const accessors = (members: readonly Node[]): void => {
    const keys = (kind: string): string[] =>
      members.flatMap((m) =>
        (m.type === 'ObjectMethod' || m.type === 'ClassMethod') && m.kind === kind ? (propertyKey(m) ?? []) : [],
      );
    const settable = new Set(keys('set'));
    for (const key of keys('get')) if (!settable.has(key)) names.add(key);
  };
  walk(program, (node) => {
    if (node.type === 'ObjectExpression') accessors(node.properties);
    else if (node.type === 'ClassBody') accessors(node.body);
    else if (node.type === 'CallExpression' && locks(node)) {
      const [object, key] = node.arguments;
      if (key?.type === 'StringLiteral') names.add(key.value);
      else if (object?.type === 'ObjectExpression')
        for (const property of object.properties)
          if (property.type === 'ObjectProperty') names.add(propertyKey(property) ?? '');
    }
  });
  return [...names];
}

/** A write to a member of something that the file does not show to be an object of its own. */
export interface LooseWrite {
  key: string;
  at: number;
}

/** The writes of sloppy code to members of parameters, instances and results: the first by each name. */
export function findLooseWrites(program: t.Program, source: string, scopes: ScopeInfo): LooseWrite[] {
  const context = new SloppyContext({ program }, source, scopes);
  const found = new Map<string, number>();
  if (context.isStrictFile) return [];
  for (const { node } of scopes.acts) {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    const key = target?.type === 'MemberExpression' ? memberKey(target) : null;
    if (target?.type !== 'MemberExpression' || key === null || found.has(key)) continue;
    if (isLoose(target.object, scopes) && context.isSloppy(node)) found.set(key, target.start!);
  }
  return [...found].map(([key, at]) => ({ key, at }));
}

/** A parameter, or a variable that gets an instance or a result. */
function isLoose(node: Node, scopes: ScopeInfo): boolean {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return !isNew(node, scopes);
  if (node.type === 'MemberExpression') return node.computed && memberKey(node) === null;
  const binding = node.type === 'Identifier' ? scopes.byNode.get(node)?.binding : null;
  if (!binding) return false;
  if (binding.kind === 'param') return true;
  const declarator = parentOf(binding.declarations[0]!);
  const value = declarator?.type === 'VariableDeclarator' && declarator.init ? finalValue(declarator.init) : null;
  if (value?.type === 'NewExpression' || value?.type === 'CallExpression') return isLoose(value, scopes);
  return value?.type === 'Identifier';
}

/** `new Error()`, `JSON.parse(…)`, `Object.create(Error.prototype)`: what the language makes is new. */
function isNew(call: t.CallExpression | t.NewExpression, scopes: ScopeInfo): boolean {
  const maker = globalOf(call.callee, scopes);
  const [first] = call.arguments;
  if (maker === 'Object') return first !== undefined && globalOf(first, scopes) !== null;
  return maker !== null && makers.has(maker);
}

const makers = new Set(['Array', 'Date', 'Error', 'JSON', 'Map', 'RangeError', 'Set', 'SyntaxError', 'TypeError']);

/** The global that an expression is, or a member of which it is. */
function globalOf(node: Node, scopes: ScopeInfo): string | null {
  const root = node.type === 'MemberExpression' ? node.object : node;
  return root.type === 'Identifier' && !scopes.byNode.get(root)?.binding ? root.name : null;
}

/** A method that is taken off its object and called, or handed on, without it. */
export interface TakenMember {
  /** The request that the object, or the class of it, comes from. */
  request: number;
  key: string;
  at: number;
}

/** Finds the members that are taken off what a request gives, or off instances and results of that. */
export function findTakenMembers(scopes: ScopeInfo, requests: Requests): TakenMember[] {
  const found: TakenMember[] = [];
  const takenOff = (object: Node, request: number): void => {
    const member = parentOf(object);
    if (member?.type === 'VariableDeclarator' && member.init === object && member.id.type === 'ObjectPattern') {
      for (const property of member.id.properties) {
        const key = property.type === 'ObjectProperty' ? propertyKey(property) : null;
        const binding = property.type === 'ObjectProperty' ? scopes.declared.get(boundName(property.value)) : undefined;
        if (key !== null && binding && isCalledBare(binding, scopes)) found.push({ request, key, at: property.start! });
      }
    }
    if (member?.type !== 'MemberExpression' || member.object !== object || isWriteTarget(member)) return;
    const key = memberKey(member);
    if (key !== null && isTaken(member, scopes)) found.push({ request, key, at: member.start! });
  };
  const instances = (value: Node, request: number): void => {
    let call = parentOf(value);
    if (call?.type === 'MemberExpression' && call.object === value) call = parentOf(call);
    if (call?.type !== 'NewExpression' && call?.type !== 'CallExpression') return;
    if (call.arguments.includes(value as t.Expression)) return;
    takenOff(call, request);
    const declarator = parentOf(call);
    const binding = declarator?.type === 'VariableDeclarator' ? scopes.declared.get(declarator.id) : undefined;
    for (const { node } of binding?.references ?? []) takenOff(node, request);
  };
  for (const [call, request] of requests.byNode) {
    if (requests.facts[request]!.form !== 'require') continue;
    const value = throughOperators(call);
    instances(value, request);
    takenOff(value, request);
    for (const { node } of heldBy(value, scopes)) {
      instances(node, request);
      takenOff(node, request);
    }
  }
  return found;
}

/** The references of the names that a require is bound to, whole or in parts. */
function heldBy(object: Node, scopes: ScopeInfo): Binding['references'] {
  let value = object;
  for (let up = parentOf(value); up?.type === 'MemberExpression' && up.object === value; up = parentOf(value))
    value = up;
  const declarator = parentOf(value);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return [];
  const ids =
    declarator.id.type === 'ObjectPattern'
      ? declarator.id.properties.flatMap((p) => (p.type === 'ObjectProperty' ? boundName(p.value) : []))
      : [declarator.id];
  return ids.flatMap((id) => scopes.declared.get(id)?.references ?? []);
}

/** The name that part of a pattern binds: `a = 1` binds `a`. */
const boundName = (node: Node): Node => (node.type === 'AssignmentPattern' ? node.left : node);

/** Methods that call their argument without an object. */
const callingBack = /^(then|catch|finally|replace|replaceAll)$/;

function isTaken(member: Node, scopes: ScopeInfo): boolean {
  const parent = parentOf(member);
  if (isCalledInSequence(member)) return true;
  if (parent?.type === 'VariableDeclarator') {
    const binding = scopes.declared.get(parent.id);
    return parent.init === member && binding !== undefined && isCalledBare(binding, scopes);
  }
  return isCalledBack(member, scopes);
}

/** The name is called without an object, or handed to what does that. */
function isCalledBare({ references }: Binding, scopes: ScopeInfo): boolean {
  return references.some(({ node }) => {
    const parent = parentOf(node);
    const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
    return isCalled || isCalledInSequence(node) || isCalledBack(node, scopes);
  });
}

/** `(0, value)()` */
function isCalledInSequence(node: Node): boolean {
  const parent = parentOf(node);
  const call = parent?.type === 'SequenceExpression' && parent.expressions.at(-1) === node ? parentOf(parent) : null;
  return call?.type === 'CallExpression' && call.callee === parent;
}

/** `list.forEach(value)`, `promise.then(value)`, and `run(value)` of a function of the file. */
function isCalledBack(value: Node, scopes: ScopeInfo): boolean {
  const call = parentOf(value);
  // A second argument may be what `this` is.
  if (call?.type !== 'CallExpression' || call.callee === value || call.arguments.length > 1) return false;
  const { callee } = call;
  if (callee.type === 'Identifier') return scopes.byNode.get(callee)?.binding?.kind === 'function';
  const method = callee.type === 'MemberExpression' ? (memberKey(callee) ?? '') : '';
  return arrayMethods.test(method) || callingBack.test(method);
}
