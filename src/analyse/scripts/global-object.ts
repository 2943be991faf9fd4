import type * as t from '@babel/types';
import { callOf } from '../places.js';
import { isFunctionNode, parentOf, thisOwner, type FunctionNode, type Node } from '../tree.js';
import type { Binding } from '../scope.js';
import type { Script } from './script.js';
import { memberKey } from '../uses.js';

/** What an expression stands for: the global object, or the value of a global variable (`orEmpty`: `X || {}`). */
export type Denoted = { kind: 'object' } | { kind: 'global'; name: string; orEmpty: boolean };

const OBJECT_NAMES = new Set(['window', 'self', 'globalThis']);

/**
 * Tells which expressions of a script stand for the global object or for a global variable, through the parameters of
 * immediately called functions and through variables that are set once (`(function (root, NS) {…})(this, NS)`).
 */
export class Globals {
  private readonly aliases = new Map<Binding, Denoted | null>();

  constructor(private readonly script: Script) {}

  /** @returns null for everything whose value is not known to be one of the two */
  denotes(node: Node): Denoted | null {
    switch (node.type) {
      case 'Identifier': {
        const reference = this.script.scopes.byNode.get(node);
        if (!reference) return null;
        const { binding } = reference;
        if (!binding) return OBJECT_NAMES.has(node.name) ? { kind: 'object' } : global(node.name);
        const alias = this.aliasOf(binding);
        if (binding.scope === this.script.scopes.program) return alias?.kind === 'object' ? alias : global(node.name);
        return alias;
      }
      case 'ThisExpression':
        return this.isGlobalThis(node) ? { kind: 'object' } : null;
      case 'MemberExpression': {
        const key = memberKey(node);
        if (key === null || this.denotes(node.object)?.kind !== 'object') return null;
        return OBJECT_NAMES.has(key) ? { kind: 'object' } : global(key);
      }
      case 'LogicalExpression': {
        const left = this.denotes(node.left);
        if (node.operator !== '||' || !left) return null;
        if (left.kind === 'object') return left;
        return isEmptyObject(node.right) || this.isEmptyInit(node.right, left.name) ? { ...left, orEmpty: true } : null;
      }
      case 'AssignmentExpression': {
        const left = node.operator === '=' ? this.denotes(node.left) : null;
        const right = left?.kind === 'global' ? this.denotes(node.right) : null;
        return left?.kind === 'global' && right?.kind === 'global' && right.name === left.name ? right : null;
      }
      case 'ConditionalExpression': {
        // `typeof window !== 'undefined' ? window : this`
        const either = this.denotes(node.consequent) ?? this.denotes(node.alternate);
        return /\btypeof\b/.test(this.script.source.slice(node.start!, node.consequent.start!)) &&
          either?.kind === 'object'
          ? either
          : null;
      }
      case 'CallExpression':
        return this.returnsGlobalThis(node) ? { kind: 'object' } : null;
      default:
        return null;
    }
  }

  /** `(function () { return this; })()`, `Function('return this')()` */
  private returnsGlobalThis({ callee, arguments: args }: t.CallExpression): boolean {
    if (args.length > 0) return false;
    if (isFunctionNode(callee)) {
      const only = callee.body.type === 'BlockStatement' ? callee.body.body : [callee.body];
      const value = only[0]?.type === 'ReturnStatement' ? only[0].argument : only[0];
      return only.length === 1 && Boolean(value) && this.denotes(value!)?.kind === 'object';
    }
    if (callee.type !== 'CallExpression' && callee.type !== 'NewExpression') return false;
    const [code] = callee.arguments;
    const isFunction = callee.callee.type === 'Identifier' && callee.callee.name === 'Function';
    return isFunction && code?.type === 'StringLiteral' && /^\s*return this;?\s*$/.test(code.value);
  }

  /** What a parameter of an immediately called function, or a variable set once, stands for. */
  aliasOf(binding: Binding): Denoted | null {
    const known = this.aliases.get(binding);
    if (known !== undefined) return known;
    this.aliases.set(binding, null);
    const value = aliasedValue(binding);
    const alias = value ? this.denotes(value) : null;
    const writes = binding.references.filter((r) => r.mode !== 'read');
    // `global = global || self`: what it is set to is the same again.
    if (alias?.kind === 'object') this.aliases.set(binding, alias);
    const isSame = ({ node }: { node: Node }): boolean => {
      const set = parentOf(node);
      const isSet = set?.type === 'AssignmentExpression' && set.operator === '=' && set.left === node;
      return alias?.kind === 'object' && isSet && this.denotes(set.right)?.kind === 'object';
    };
    const kept = writes.every(isSame) ? alias : null;
    this.aliases.set(binding, kept);
    return kept;
  }

  /** True for `this` where a script's `this` is the global object. */
  isGlobalThis(node: t.ThisExpression): boolean {
    const owner = thisOwner(node);
    if (!owner) return true;
    if (!isFunctionNode(owner)) return false;
    const call = callOf(owner);
    if (!call || parentOf(call)?.type === 'NewExpression') return false;
    if (call.callee === owner) return !isStrictFunction(owner);
    const receiver = call.arguments[0];
    return receiver !== undefined && this.denotes(receiver)?.kind === 'object';
  }

  /** `X = {}` (also through the global object). */
  private isEmptyInit(node: Node, name: string): boolean {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=' || !isEmptyObject(node.right)) return false;
    const left = this.denotes(node.left);
    return left?.kind === 'global' && left.name === name;
  }
}

const global = (name: string): Denoted => ({ kind: 'global', name, orEmpty: false });

export const isEmptyObject = (node: Node): boolean => node.type === 'ObjectExpression' && node.properties.length === 0;

/** The expression that a binding always holds the value of. */
export function aliasedValue(binding: Binding): Node | null {
  const id = binding.declarations[0]!;
  const parent = parentOf(id);
  if (binding.declarations.length > 1 || !parent) return null;
  if (binding.kind === 'param' && isFunctionNode(parent)) return argumentOf(parent, parent.params.indexOf(id as never));
  return parent.type === 'VariableDeclarator' && parent.id === id ? (parent.init ?? null) : null;
}

/** The argument that an immediately called function gets for a parameter. */
export function argumentOf(fn: FunctionNode, index: number): Node | null {
  const call = callOf(fn);
  if (!call || index < 0) return null;
  const args = immediateArguments(call, fn);
  return args?.[index] ?? null;
}

/** The arguments that line up with the parameters; null with a spread or `.apply`. */
export function immediateArguments(call: t.CallExpression, fn: FunctionNode): Node[] | null {
  if (call.arguments.some((a) => a.type === 'SpreadElement')) return null;
  if (call.callee === fn) return call.arguments;
  return call.callee.type === 'MemberExpression' && memberKey(call.callee) === 'call' ? call.arguments.slice(1) : null;
}

export function isStrictFunction(node: Node): boolean {
  for (let up: Node | null = node; up; up = parentOf(up)) {
    const body = up.type === 'Program' ? up : isFunctionNode(up) && up.body.type === 'BlockStatement' ? up.body : null;
    if (body?.directives.some((d) => d.value.value === 'use strict')) return true;
  }
  return false;
}
