import type * as t from '@babel/types';
import type { Callee, EffectFacts, UnitFacts } from './facts.js';
import { isImmediatelyCalled, type Places } from './places.js';
import { rangeOf } from './ranges.js';
import {
  isFunctionNode,
  parentOf,
  type Act,
  type Binding,
  type FunctionNode,
  type Node,
  type Reference,
  type Scope,
  type ScopeInfo,
} from './scope.js';
import { memberKey } from './uses.js';

/** Lists, for the top level and for every function, what running it does, in source order. */
export function findEffects(
  program: t.Program,
  scopes: ScopeInfo,
  places: Places,
  requestOf: (node: Node) => number | null,
): UnitFacts[] {
  const pass = new EffectPass(scopes, places, requestOf);
  return pass.run(program);
}

/** The function that a call of a binding runs, when it is never rebound; a class stands for its constructor. */
export function functionOfBinding(binding: Binding): FunctionNode | null {
  const id = binding.declarations[0];
  if (!id || binding.declarations.length > 1 || binding.isWritten) return null;
  const parent = parentOf(id);
  if (parent?.type === 'FunctionDeclaration' || parent?.type === 'FunctionExpression') return parent;
  if (parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression') return constructorOf(parent);
  if (parent?.type !== 'VariableDeclarator' || parent.id !== id || !parent.init) return null;
  let value: Node = parent.init;
  while (value.type === 'AssignmentExpression' && value.operator === '=') value = value.right;
  if (value.type === 'ClassExpression') return constructorOf(value);
  return isFunctionNode(value) ? value : null;
}

function constructorOf(node: t.ClassDeclaration | t.ClassExpression): FunctionNode | null {
  const method = node.body.body.find((m): m is t.ClassMethod => m.type === 'ClassMethod' && m.kind === 'constructor');
  return method ?? null;
}

/** Globals whose reads other code can change: what a module that reads them while loading depends on. */
const watchedGlobals = new Set(['process', 'global', 'globalThis', 'window', 'self', 'document', 'navigator']);

/** Shared by the many effects that have nothing to say there. */
const nothing: number[] = [];
const unknown: Callee = { kind: 'unknown' };

class EffectPass {
  private readonly requestLocals = new Map<Binding, number>();
  private readonly unitOfScope = new Map<Scope, number | null>();

  constructor(
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
    private readonly requestOf: (node: Node) => number | null,
  ) {
    for (const binding of scopes.program.bindings.values()) {
      const request = this.requestOfBinding(binding);
      if (request !== null) this.requestLocals.set(binding, request);
    }
  }

  run(program: t.Program): UnitFacts[] {
    const effects: EffectFacts[][] = [[]];
    const of = (scope: Scope): EffectFacts[] | null => {
      const unit = this.unitOf(scope.functionScope);
      return unit === null ? null : (effects[unit] ??= []);
    };
    // What acts comes before what is read: at the same place, an assignment before the call that it holds.
    for (const { node, scope } of this.scopes.acts) {
      const list = of(scope);
      if (list) this.act(node, list);
    }
    for (const reference of this.scopes.references) {
      if (reference.mode === 'write' || this.isSilent(reference)) continue;
      const list = of(reference.scope);
      if (list) this.read(reference, list);
    }
    return this.places.units.map((fn, id): UnitFacts => {
      const found = (effects[id] ?? []).sort((a, b) => a.at - b.at);
      if (!fn) return { range: rangeOf(program), name: null, usesThis: null, isStrict: false, effects: found };
      const name = 'id' in fn && fn.id ? fn.id.name : null;
      const usesThis = this.scopes.thisUse.get(fn) ?? null;
      return { range: rangeOf(fn), name, usesThis, isStrict: isStrictFunction(fn), effects: found };
    });
  }

  /** The unit that code directly in a function scope belongs to; null for a field, which no known call initialises. */
  private unitOf(scope: Scope): number | null {
    const known = this.unitOfScope.get(scope);
    if (known !== undefined) return known;
    const unit = this.findUnit(scope);
    this.unitOfScope.set(scope, unit);
    return unit;
  }

  private findUnit({ node, parent }: Scope): number | null {
    if (isFunctionNode(node) && !isImmediatelyCalled(node)) return this.places.unitOfFunction(node);
    if ((node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') && !node.static) return null;
    return parent ? this.unitOf(parent.functionScope) : 0;
  }

  private requestOfBinding(binding: Binding): number | null {
    const id = binding.declarations[0];
    const parent = id ? parentOf(id) : null;
    if (!parent) return null;
    if (parent.type === 'VariableDeclarator' && parent.init) return this.requestOf(membersOf(parent.init).root);
    // `const { a } = require('x')`: `a` is a member of the module.
    const pattern = parent.type === 'ObjectProperty' && parent.value === id ? parentOf(parent) : null;
    const declarator = pattern && parentOf(pattern);
    if (declarator?.type === 'VariableDeclarator' && declarator.id === pattern && declarator.init) {
      return this.requestOf(declarator.init);
    }
    if (binding.kind === 'import') {
      const declaration = parentOf(parent);
      return declaration ? this.requestOf(declaration) : null;
    }
    return null;
  }

  private act(node: Act, effects: EffectFacts[]): void {
    switch (node.type) {
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression': {
        const request = this.requestOf(node);
        if (request !== null) effects.push({ kind: 'load', at: node.start!, request });
        else this.call(node, effects);
        return;
      }
      case 'TaggedTemplateExpression':
        effects.push({
          kind: 'call',
          at: node.end!,
          callee: this.callee(node.tag),
          construct: false,
          callbacks: nothing,
          plain: node.tag.type === 'Identifier',
        });
        return;
      case 'ThrowStatement':
        effects.push({ kind: 'throw', at: node.start! });
        return;
      case 'AssignmentExpression':
        this.write(node.left, node.end!, effects);
        return;
      case 'UpdateExpression':
      case 'UnaryExpression':
        this.write(node.argument, node.end!, effects);
        return;
      default:
        // A function does nothing until it is called, but has its turn as a unit.
        if (!isImmediatelyCalled(node)) this.places.unitOfFunction(node);
    }
  }

  private call(node: t.CallExpression | t.OptionalCallExpression | t.NewExpression, effects: EffectFacts[]): void {
    if (node.callee.type === 'Super' || node.callee.type === 'Import') return;
    if (isFunctionNode(node.callee) && isImmediatelyCalled(node.callee)) return;
    let callbacks = nothing;
    for (const argument of node.arguments as Node[]) {
      let fn: FunctionNode | null = null;
      if (isFunctionNode(argument)) fn = argument;
      else if (argument.type === 'Identifier') {
        const binding = this.scopes.byNode.get(argument)?.binding;
        if (binding) fn = functionOfBinding(binding);
      }
      if (fn) callbacks = [...callbacks, this.places.unitOfFunction(fn)];
    }
    effects.push({
      kind: 'call',
      at: node.end!,
      callee: this.callee(node.callee),
      construct: node.type === 'NewExpression',
      callbacks,
      plain: node.callee.type === 'Identifier',
    });
  }

  /** Resolves what a called expression is, as far as names tell. */
  private callee(node: Node): Callee {
    const path: string[] = [];
    let root: Node = node;
    while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression') {
      const key = memberKey(root);
      if (key === null) return unknown;
      path.unshift(key);
      root = root.object;
    }
    const request = this.requestOf(root);
    if (request !== null) return { kind: 'request', request, path };
    if (root.type === 'Identifier') {
      const binding = this.scopes.byNode.get(root)?.binding ?? null;
      if (!binding) return { kind: 'global', path: [root.name, ...path] };
      const local = this.requestLocals.get(binding);
      if (local !== undefined) return { kind: 'request', request: local, path: [...destructuredKey(binding), ...path] };
      if (path.length === 0) {
        const fn = functionOfBinding(binding);
        if (fn) return { kind: 'unit', unit: this.places.unitOfFunction(fn) };
        if (binding.kind === 'class') return { kind: 'method', name: 'constructor', fresh: true };
      }
      if (binding.scope === this.scopes.program) return { kind: 'binding', name: binding.name, path };
      return path.length > 0 ? { kind: 'method', name: path[path.length - 1]!, fresh: false } : unknown;
    }
    if (path.length > 0) return { kind: 'method', name: path[path.length - 1]!, fresh: isFresh(root) };
    return unknown;
  }

  private write(target: Node, at: number, effects: EffectFacts[]): void {
    if (target.type === 'Identifier') {
      if (!this.scopes.byNode.get(target)?.binding && !['exports', 'module'].includes(target.name)) {
        effects.push({ kind: 'write', at, to: 'global', path: [target.name], request: null });
      }
      return;
    }
    if (target.type !== 'MemberExpression') return;
    const path: string[] = [];
    let root: Node = target;
    while (root.type === 'MemberExpression') {
      path.unshift(memberKey(root) ?? '*');
      root = root.object;
    }
    if (root.type !== 'Identifier') return;
    const binding = this.scopes.byNode.get(root)?.binding ?? null;
    if (!binding) {
      if (root.name === 'exports' || root.name === 'module') return;
      effects.push({ kind: 'write', at, to: 'global', path: [root.name, ...path], request: null });
      return;
    }
    const request = this.requestLocals.get(binding);
    if (request !== undefined) effects.push({ kind: 'write', at, to: 'request', path, request });
    else if (binding.kind === 'param') effects.push({ kind: 'write', at, to: 'foreign', path, request: null });
  }

  /** Most references are to variables inside a function: reading one tells nobody anything. */
  private isSilent({ node, binding }: Reference): boolean {
    return binding ? binding.scope !== this.scopes.program : !watchedGlobals.has(node.name);
  }

  private read({ node, binding }: Reference, effects: EffectFacts[]): void {
    const parent = parentOf(node);
    const member = parent?.type === 'MemberExpression' && parent.object === node ? parent : null;
    if (!binding) {
      const path = member ? [node.name, memberKey(member) ?? '*'] : [node.name];
      effects.push({ kind: 'global-read', at: node.start!, path });
      return;
    }
    const request = this.requestLocals.get(binding);
    if (request === undefined) {
      effects.push({ kind: 'local', at: node.start!, name: binding.name });
      return;
    }
    const key = destructuredKey(binding)[0] ?? (member ? memberKey(member) : null);
    effects.push({ kind: 'read', at: node.start!, request, key });
  }
}

/** `require('x').a.b`: the call, and ['a', 'b']. */
function membersOf(node: Node): { root: Node; keys: string[] } {
  const keys: string[] = [];
  let root = node;
  while (root.type === 'MemberExpression') {
    const key = memberKey(root);
    if (key === null) break;
    keys.unshift(key);
    root = root.object;
  }
  return { root, keys };
}

/** The key that a binding takes from the required object: `const { a: b } = require(x)` reads `a`. */
function destructuredKey(binding: Binding): string[] {
  const id = binding.declarations[0];
  const property = id ? parentOf(id) : null;
  if (property?.type === 'VariableDeclarator' && property.id === id && property.init)
    return membersOf(property.init).keys;
  if (property?.type === 'ObjectProperty' && !property.computed && property.key.type === 'Identifier')
    return [property.key.name];
  if (property?.type === 'ImportSpecifier' && property.imported.type === 'Identifier') return [property.imported.name];
  return [];
}

/** Values that nobody else holds: methods on them touch nothing outside. */
function isFresh(node: Node): boolean {
  return /^(ArrayExpression|ObjectExpression|StringLiteral|TemplateLiteral|RegExpLiteral|NumericLiteral|NewExpression|CallExpression)$/.test(
    node.type,
  );
}

/** Class code is strict, and so is a function with a directive of its own or around it (ECMA-262 11.2.2). */
function isStrictFunction(fn: FunctionNode): boolean {
  for (let up: Node | null = fn; up; up = parentOf(up)) {
    if (up.type === 'ClassBody') return true;
    if (
      isFunctionNode(up) &&
      up.body.type === 'BlockStatement' &&
      up.body.directives.some((d) => d.value.value === 'use strict')
    )
      return true;
  }
  return false;
}
