import type * as t from '@babel/types';
import { callOf, isImmediatelyCalled } from '../places.js';
import { childNodes, enclosingFunction, isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import type { Script } from './script.js';
import { memberKey, propertyKey } from '../uses.js';

/** A call by the names it may go by: the last name of the callee, and functions handed over. */
export interface Call {
  unit: number;
  at: number;
  /** `*`: anything. */
  names: string[];
  /** Functions written as arguments. */
  callbacks: number[];
}

/** A function that runs when called, and the names by which a call may mean it. */
export interface Unit {
  id: number;
  names: string[];
  /** The unit that its text stands in. */
  inside: number;
  /** It is neither named nor handed to a call, so it may run whenever the code around it did. */
  loose: boolean;
}

/** Callees that only register what they get: it runs after the page's scripts. */
const DEFERRING = new Set(
  (
    'addEventListener attachEvent on ready setTimeout setInterval requestAnimationFrame then ' +
    'it specify beforeEach afterEach beforeAll afterAll'
  ).split(' '),
);
/** Called without a call being written. */
const IMPLICIT = new Set(['toString', 'valueOf', 'toJSON', 'next', 'return', 'handleEvent']);

/** The calls of a script by name: enough to tell which functions can't have run yet at a point of the load. */
export function findCalls(script: Script): { calls: Call[]; units: Unit[]; aliases: [name: string, of: string][] } {
  const calls: Call[] = [];
  const aliases: [string, string][] = [];
  const units: Unit[] = [];
  const unitAt = (node: Node): number => script.places.at(node).unit;
  const walk = (node: Node): void => {
    if (isFunctionNode(node) && !isImmediatelyCalled(node)) units.push(unitOf(node));
    if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression') {
      calls.push(callFacts(node));
    } else if (node.type === 'TaggedTemplateExpression') {
      calls.push({ unit: unitAt(node), at: node.start!, names: calleeNames(node.tag), callbacks: [] });
    }
    if (node.type === 'Identifier' && script.scopes.byNode.has(node)) handOn(node);
    for (const child of childNodes(node)) walk(child);
  };
  /** A function that goes by another name, or goes where names don't tell. */
  const handOn = (node: t.Identifier): void => {
    const names = assignedNames(node);
    for (const name of names) aliases.push([name, node.name]);
    const parent = parentOf(node);
    if (names.length > 0 || (parent?.type !== 'ReturnStatement' && parent?.type !== 'ArrayExpression')) return;
    calls.push({ unit: unitAt(node), at: node.start!, names: [node.name], callbacks: [] });
  };
  const callFacts = (node: t.CallExpression | t.OptionalCallExpression | t.NewExpression): Call => {
    const names = calleeNames(node.callee);
    const call: Call = { unit: unitAt(node), at: node.start!, names, callbacks: [] };
    if (isDeferring(node, names)) return call;
    for (const argument of node.arguments as Node[]) {
      if (isFunctionNode(argument)) call.callbacks.push(script.places.unitOfFunction(argument));
      else if (argument.type === 'Identifier') call.names.push(argument.name);
      else if (argument.type === 'MemberExpression') call.names.push(memberKey(argument) ?? '*');
    }
    return call;
  };
  const unitOf = (fn: FunctionNode): Unit => {
    const names = namesOf(fn);
    const parent = parentOf(fn);
    const isArgument = parent && 'arguments' in parent && (parent.arguments as Node[]).includes(fn);
    const implicit = names.some((n) => IMPLICIT.has(n)) || ('kind' in fn && (fn.kind === 'get' || fn.kind === 'set'));
    const inside = unitAt(fn);
    return {
      id: script.places.unitOfFunction(fn),
      names,
      inside,
      loose: implicit || (names.length === 0 && !isArgument),
    };
  };
  walk(script.program);
  return { calls, units, aliases };
}

function calleeNames(callee: Node): string[] {
  if (callee.type === 'Identifier') return [callee.name];
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return [];
  const key = memberKey(callee);
  if (key === null) return ['*'];
  return key === 'call' || key === 'apply' || key === 'bind' ? calleeNames(callee.object) : [key];
}

/** Registers its callbacks: `el.addEventListener(…)`, and `$(function () {…})` of jQuery. */
function isDeferring(call: t.CallExpression | t.OptionalCallExpression | t.NewExpression, names: string[]): boolean {
  if (names.length === 1 && DEFERRING.has(names[0]!)) return true;
  return call.callee.type === 'Identifier' && /^(?:\$|jQuery)$/.test(call.callee.name) && call.arguments.length === 1;
}

function namesOf(fn: FunctionNode): string[] {
  const names: string[] = [];
  if ('id' in fn && fn.id) names.push(fn.id.name);
  if ('key' in fn) {
    const key = fn.type === 'ClassPrivateMethod' ? null : propertyKey(fn);
    names.push(key ?? '*');
    const owner = parentOf(parentOf(fn) ?? fn);
    if (key === 'constructor' && owner && 'id' in owner && owner.id?.type === 'Identifier') names.push(owner.id.name);
  }
  return [...names, ...assignedNames(fn)];
}

/** The names under which a value is stored by the code around it. */
function assignedNames(value: Node): string[] {
  const names: string[] = [];
  for (let node: Node = value, up = parentOf(value); up; node = up, up = parentOf(up)) {
    if (up.type === 'VariableDeclarator' && up.id.type === 'Identifier') names.push(up.id.name);
    else if (up.type === 'ObjectProperty' && up.value === node) names.push(propertyKey(up) ?? '*');
    else if (up.type === 'AssignmentExpression' && up.right === node) {
      if (up.left.type === 'Identifier') names.push(up.left.name);
      else if (up.left.type === 'MemberExpression') names.push(memberKey(up.left) ?? '*');
      continue;
    } else if (up.type === 'ReturnStatement') {
      // What an immediately called function returns is the value of its call.
      const fn = enclosingFunction(up);
      const call = fn && callOf(fn);
      if (!call) break;
      up = call;
      continue;
    } else if (up.type === 'LogicalExpression' || up.type === 'ConditionalExpression') continue;
    break;
  }
  return names;
}
