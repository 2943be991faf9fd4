import type * as t from '@babel/types';
import type { Callee, EffectFacts, UnitFacts } from './facts.js';
import { isImmediatelyCalled, type Places } from './places.js';
import { rangeOf } from './ranges.js';
import { isFunctionNode, parentOf, type Binding, type FunctionNode, type Node, type ScopeInfo } from './scope.js';
import { memberKey } from './uses.js';
import { visitorKeys } from './visitor-keys.js';

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

class EffectPass {
  private readonly requestLocals = new Map<Binding, number>();

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
    const units: UnitFacts[] = [
      { range: rangeOf(program), name: null, usesThis: null, isStrict: false, effects: this.collect(program.body) },
    ];
    // Collecting meets new functions, which get their ids (and their turn) as they are met.
    for (let id = 1; id < this.places.units.length; id++) {
      const fn = this.places.units[id]!;
      const name = 'id' in fn && fn.id ? fn.id.name : null;
      const usesThis = this.scopes.thisUse.get(fn) ?? null;
      const isStrict = isStrictFunction(fn);
      units[id] = { range: rangeOf(fn), name, usesThis, isStrict, effects: this.collect([...fn.params, fn.body]) };
    }
    return units;
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

  private collect(roots: Node[]): EffectFacts[] {
    const effects: EffectFacts[] = [];
    for (const root of roots) this.walk(root, effects);
    return effects.sort((a, b) => a.at - b.at);
  }

  private walk(node: Node, effects: EffectFacts[]): void {
    switch (node.type) {
      case 'Identifier':
        this.read(node, effects);
        if (!node.decorators) return;
        break;
      case 'StringLiteral':
      case 'NumericLiteral':
        return;
      case 'MemberExpression':
        this.walk(node.object, effects);
        if (node.computed) this.walk(node.property, effects);
        return;
    }
    if (isFunctionNode(node) && !isImmediatelyCalled(node)) {
      this.places.unitOfFunction(node);
      if ('computed' in node && node.computed) this.walk(node.key, effects);
      return;
    }
    switch (node.type) {
      case 'ClassProperty':
      case 'ClassPrivateProperty':
        if ('computed' in node && node.computed) this.walk(node.key, effects);
        if (node.static && node.value) this.walk(node.value, effects);
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression': {
        const request = this.requestOf(node);
        if (request !== null) effects.push({ kind: 'load', at: node.start!, request });
        else this.call(node, effects);
        break;
      }
      case 'TaggedTemplateExpression':
        effects.push({
          kind: 'call',
          at: node.end!,
          callee: this.callee(node.tag),
          construct: false,
          callbacks: [],
          plain: node.tag.type === 'Identifier',
        });
        break;
      case 'ThrowStatement':
        effects.push({ kind: 'throw', at: node.start! });
        break;
      case 'AssignmentExpression':
        this.write(node.left, node.end!, effects);
        break;
      case 'UpdateExpression':
        this.write(node.argument, node.end!, effects);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.write(node.argument, node.end!, effects);
        break;
    }
    const keys = visitorKeys[node.type];
    if (!keys) return;
    for (let i = 0; i < keys.length; i++) {
      const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[keys[i]!];
      if (!value) continue;
      if (Array.isArray(value)) {
        for (let j = 0; j < value.length; j++) if (value[j]) this.walk(value[j]!, effects);
      } else this.walk(value, effects);
    }
  }

  private call(node: t.CallExpression | t.OptionalCallExpression | t.NewExpression, effects: EffectFacts[]): void {
    if (node.callee.type === 'Super' || node.callee.type === 'Import') return;
    if (isFunctionNode(node.callee) && isImmediatelyCalled(node.callee)) return;
    const callbacks: number[] = [];
    for (const argument of node.arguments as Node[]) {
      if (isFunctionNode(argument)) callbacks.push(this.places.unitOfFunction(argument));
      else if (argument.type === 'Identifier') {
        const binding = this.scopes.byNode.get(argument)?.binding;
        const fn = binding ? functionOfBinding(binding) : null;
        if (fn) callbacks.push(this.places.unitOfFunction(fn));
      }
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
      if (key === null) return { kind: 'unknown' };
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
      return path.length > 0 ? { kind: 'method', name: path[path.length - 1]!, fresh: false } : { kind: 'unknown' };
    }
    if (path.length > 0) return { kind: 'method', name: path[path.length - 1]!, fresh: isFresh(root) };
    return { kind: 'unknown' };
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

  private read(node: t.Identifier, effects: EffectFacts[]): void {
    const reference = this.scopes.byNode.get(node);
    if (!reference || reference.mode === 'write') return;
    const binding = reference.binding;
    const parent = parentOf(node);
    const member = parent?.type === 'MemberExpression' && parent.object === node ? parent : null;
    if (!binding) {
      if (watchedGlobals.has(node.name)) {
        effects.push({
          kind: 'global-read',
          at: node.start!,
          path: member ? [node.name, memberKey(member) ?? '*'] : [node.name],
        });
      }
      return;
    }
    if (binding.scope !== this.scopes.program) return;
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
