import type * as t from '@babel/types';
import {
  classOf,
  functionOfBinding,
  givenNames,
  hasFields,
  implicitMethods,
  isClass,
  isPlainClass,
  superclassOfFields,
  type ClassNode,
  watchedGlobals,
  writers,
} from './callables.js';
import type { Callee, EffectFacts, UnitFacts } from './facts.js';
import { isImmediatelyCalled, type Places } from './places.js';
import { rangeOf } from './ranges.js';
import { COMPUTED, storedNames } from './stored-functions.js';
import { isFunctionNode, isWriteTarget, parentOf, type FunctionNode, type Node } from './tree.js';
import type { Act, Binding, Reference, Scope, ScopeInfo } from './scope.js';
import { memberKey, propertyKey } from './uses.js';

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

/** Shared by the many effects that have nothing to say there. */
const nothing: never[] = [];
const unknown: Callee = { kind: 'unknown' };
/** The load of the file itself. */
const loadUnit = { name: null, storedAs: nothing, isHoisted: false, isGetter: false, usesThis: null, isStrict: false };

class EffectPass {
  private readonly requestLocals = new Map<Binding, number>();
  private readonly unitOfScope = new Map<Scope, number>();

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
    const of = (scope: Scope): EffectFacts[] => (effects[this.unitOf(scope.functionScope)] ??= []);
    // What acts comes before what is read: at the same place, an assignment before the call that it holds.
    for (const { node, scope } of this.scopes.acts) this.act(node, of(scope));
    for (const reference of this.scopes.references) {
      if (reference.mode === 'write' || this.isSilent(reference)) continue;
      this.read(reference, of(reference.scope));
    }
    for (let id = 1; id < this.places.units.length; id++) {
      const superclass = superclassOfFields(this.places.units[id]!);
      if (superclass) (effects[id] ??= []).push(construction(superclass.end!, this.callee(superclass)));
    }
    const stored = storedNames(
      this.places.units.filter((unit) => unit !== null),
      this.scopes,
    );
    return this.places.units.map((fn, id): UnitFacts => {
      const found = (effects[id] ?? []).sort((a, b) => a.at - b.at);
      if (!fn) return { ...loadUnit, range: rangeOf(program), effects: found };
      const name = 'id' in fn && fn.id ? fn.id.name : null;
      const usesThis = this.scopes.thisUse.get(fn) ?? null;
      const storedAs = [...stored.get(fn)!];
      const isHoisted = fn.type === 'FunctionDeclaration';
      const isGetter = 'kind' in fn && fn.kind === 'get';
      return {
        range: rangeOf(fn),
        name,
        storedAs,
        isHoisted,
        isGetter,
        usesThis,
        isStrict: isStrictFunction(fn),
        effects: found,
      };
    });
  }

  /** The unit that code directly in a function scope belongs to. */
  private unitOf(scope: Scope): number {
    const known = this.unitOfScope.get(scope);
    if (known !== undefined) return known;
    const unit = this.findUnit(scope);
    this.unitOfScope.set(scope, unit);
    return unit;
  }

  private findUnit({ node, parent }: Scope): number {
    if (isFunctionNode(node) && !isImmediatelyCalled(node)) return this.places.unitOfFunction(node);
    if ((node.type === 'ClassProperty' || node.type === 'ClassPrivateProperty') && !node.static)
      return this.places.unitOfFields(node);
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
        if (request === null) this.call(node, effects);
        else {
          effects.push({ kind: 'load', at: node.start!, request });
          const outer = parentOf(node);
          if (outer?.type === 'MemberExpression' && outer.object === node && !isWriteTarget(outer))
            effects.push({ kind: 'look', at: node.start!, request, deep: isObject(outer) });
        }
        return;
      }
      case 'TaggedTemplateExpression':
        effects.push({
          kind: 'call',
          at: node.end!,
          callee: this.callee(node.tag),
          construct: false,
          callbacks: nothing,
          passes: nothing,
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
      case 'ForOfStatement':
      case 'ForInStatement':
        this.write(node.left, node.right.end!, effects);
        return;
      case 'VariableDeclarator':
        this.declare(node, effects);
        return;
      default:
        // A function does nothing until it is called, but has its turn as a unit.
        if (!isImmediatelyCalled(node)) this.places.unitOfFunction(node);
    }
  }

  private call(node: t.CallExpression | t.OptionalCallExpression | t.NewExpression, effects: EffectFacts[]): void {
    if (node.callee.type === 'Import') return;
    if (isFunctionNode(node.callee) && isImmediatelyCalled(node.callee)) return;
    // `(0, x.f)()`, as compilers write it, calls without an object.
    const detached = node.callee.type === 'SequenceExpression' ? node.callee.expressions.at(-1)! : null;
    const callee = this.callee(detached ?? node.callee);
    if (callee.kind === 'global' && writers.has(callee.path.join('.')) && node.arguments[0])
      for (const key of writtenKeys(node)) this.writeThrough(node.arguments[0], [key], node.end!, effects);
    let callbacks: number[] = nothing;
    let passes: Part[] = nothing;
    const pass = (value: Node): void => {
      const part = this.requestBehind(value);
      if (part) passes = [...passes, part];
    };
    if (node.callee.type === 'MemberExpression' && callee.kind !== 'request') pass(node.callee.object);
    for (const argument of node.arguments as Node[]) {
      pass(argument);
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
      callee,
      construct: node.type === 'NewExpression' || node.callee.type === 'Super',
      callbacks,
      passes,
      plain: detached !== null || node.callee.type === 'Identifier',
    });
  }

  /** Taking members out of a module, or making an object with code behind its members, is code that runs. */
  private declare(node: t.VariableDeclarator, effects: EffectFacts[]): void {
    const { id, init } = node;
    if (!init) return;
    const behind = id.type === 'Identifier' ? null : this.requestBehind(init);
    if (behind) effects.push({ kind: 'look', at: init.start!, ...behind, deep: behind.deep || looksInside(id) });
    if (init.type !== 'ObjectExpression') return;
    for (const property of init.properties) {
      if (property.type === 'SpreadElement') continue;
      const fn = property.type === 'ObjectMethod' ? property : property.value;
      if (!isFunctionNode(fn)) continue;
      const isAccessor = property.type === 'ObjectMethod' && property.kind !== 'method';
      const isImplicit = property.key.type === 'Identifier' && implicitMethods.has(property.key.name);
      if (!isAccessor && !isImplicit && !property.computed) continue;
      const callee: Callee = { kind: 'unit', unit: this.places.unitOfFunction(fn) };
      effects.push({
        kind: 'call',
        at: init.end!,
        callee,
        construct: false,
        callbacks: nothing,
        passes: nothing,
        plain: false,
      });
    }
  }

  /** The request whose value (or, `deep`, a member of it) an expression is: also by way of variables. */
  private requestBehind(node: Node, depth = 0): Part | null {
    const { root, keys } = membersOf(node);
    const request = this.requestOf(root);
    if (request !== null) return { request, deep: keys.length > 0 };
    const binding = root.type === 'Identifier' && depth < 6 ? this.scopes.byNode.get(root)?.binding : null;
    if (!binding) return null;
    const own = this.requestLocals.get(binding);
    if (own !== undefined) return { request: own, deep: keys.length + destructuredKey(binding).length > 0 };
    const id = binding.declarations[0];
    let isPart = keys.length > 0;
    for (let up: Node | null = id ? parentOf(id) : null; up; up = parentOf(up)) {
      if (up.type === 'VariableDeclarator') {
        const behind = up.init ? this.requestBehind(up.init, depth + 1) : null;
        return behind && { ...behind, deep: behind.deep || isPart };
      }
      if (!/^(ObjectProperty|ObjectPattern|ArrayPattern|AssignmentPattern|RestElement)$/.test(up.type)) return null;
      isPart = true;
    }
    return null;
  }

  /** The constructor that `super(…)` calls. */
  private inherited(from: Node): Callee {
    for (let up: Node | null = from; up; up = parentOf(up))
      if (isClass(up)) return up.superClass ? this.callee(up.superClass) : unknown;
    return unknown;
  }

  /** What constructing a class without a constructor of its own runs. */
  private implicitConstructor(of: ClassNode): Callee {
    if (isPlainClass(of)) return { kind: 'method', name: 'constructor', fresh: true };
    if (hasFields(of)) return { kind: 'unit', unit: this.places.unitOfFunction(of.body) };
    return of.superClass ? this.callee(of.superClass) : unknown;
  }

  /** Resolves what a called expression is, as far as names tell. */
  private callee(node: Node): Callee {
    if (node.type === 'Super') return this.inherited(node);
    const path: string[] = [];
    let root: Node = node;
    while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression') {
      const key = memberKey(root);
      if (key === null) return { kind: 'method', name: COMPUTED, fresh: false };
      path.unshift(key);
      root = root.object;
    }
    const request = this.requestOf(root);
    if (request !== null) return { kind: 'request', request, path };
    // Only async functions and generators get here: others are part of the code around them.
    if (isFunctionNode(root) && path.length === 0) return { kind: 'unit', unit: this.places.unitOfFunction(root) };
    if (root.type === 'Identifier') {
      const binding = this.scopes.byNode.get(root)?.binding ?? null;
      if (!binding) return { kind: 'global', path: [root.name, ...path] };
      const local = this.requestLocals.get(binding);
      if (local !== undefined) return { kind: 'request', request: local, path: [...destructuredKey(binding), ...path] };
      // `f.call(…)` and `f.apply(…)` call f.
      if (path.length === 0 || (path.length === 1 && /^(call|apply)$/.test(path[0]!))) {
        const fn = functionOfBinding(binding);
        if (fn) return { kind: 'unit', unit: this.places.unitOfFunction(fn) };
        const made = binding.isWritten ? null : classOf(binding);
        if (made) return this.implicitConstructor(made);
      }
      if (binding.scope === this.scopes.program) return { kind: 'binding', name: binding.name, path };
      return path.length > 0 ? { kind: 'method', name: path[path.length - 1]!, fresh: false } : unknown;
    }
    if (path.length > 0) return { kind: 'method', name: path[path.length - 1]!, fresh: isFresh(root) };
    return unknown;
  }

  private write(target: Node, at: number, effects: EffectFacts[]): void {
    switch (target.type) {
      case 'ObjectPattern':
        for (const p of target.properties) this.write(p.type === 'RestElement' ? p.argument : p.value, at, effects);
        return;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.write(element, at, effects);
        return;
      case 'AssignmentPattern':
        this.write(target.left, at, effects);
        return;
      case 'RestElement':
        this.write(target.argument, at, effects);
        return;
    }
    if (target.type === 'Identifier') {
      if (!this.scopes.byNode.get(target)?.binding && !['exports', 'module'].includes(target.name)) {
        effects.push({ kind: 'write', at, to: 'global', path: [target.name], request: null, deep: false });
      } else if (this.isOwnState(target)) {
        effects.push({ kind: 'write', at, to: 'foreign', path: [target.name], request: null, deep: false });
      }
      return;
    }
    if (target.type === 'MemberExpression') this.writeThrough(target, [], at, effects);
  }

  /** A variable of the file's top level. */
  private isOwnState(node: t.Identifier): boolean {
    return this.scopes.byNode.get(node)?.binding?.scope === this.scopes.program;
  }

  /** A write to a member of what an expression is. */
  private writeThrough(target: Node, keys: string[], at: number, effects: EffectFacts[]): void {
    const path = [...keys];
    let root: Node = target;
    while (root.type === 'MemberExpression') {
      path.unshift(memberKey(root) ?? '*');
      root = root.object;
    }
    const behind = this.requestBehind(root);
    if (behind) {
      const deep = behind.deep || path.length > 1;
      effects.push({ kind: 'write', at, to: 'request', path, request: behind.request, deep });
      return;
    }
    if (root.type === 'ThisExpression' && !isInConstructor(root))
      effects.push({ kind: 'write', at, to: 'foreign', path: ['this', ...path], request: null, deep: false });
    if (root.type !== 'Identifier') return;
    const binding = this.scopes.byNode.get(root)?.binding ?? null;
    if (!binding) {
      // A module's own exports are part of its state.
      const isOwn = root.name === 'exports' || root.name === 'module';
      const to = isOwn ? 'foreign' : 'global';
      effects.push({ kind: 'write', at, to, path: [root.name, ...path], request: null, deep: false });
      return;
    }
    if (binding.kind === 'param' || this.isOwnState(root))
      effects.push({ kind: 'write', at, to: 'foreign', path: [root.name, ...path], request: null, deep: false });
  }

  /** Most references are to variables inside a function: reading one tells nobody anything. */
  private isSilent({ node, binding }: Reference): boolean {
    if (binding) return binding.scope !== this.scopes.program;
    return givenNames.has(node.name) && !watchedGlobals.has(node.name) && !isOwnExports(node.name);
  }

  private read({ node, binding }: Reference, effects: EffectFacts[]): void {
    const parent = parentOf(node);
    const member = parent?.type === 'MemberExpression' && parent.object === node ? parent : null;
    if (!binding) {
      const path = member ? [node.name, memberKey(member) ?? '*'] : [node.name];
      effects.push(
        isOwnExports(node.name) ? { kind: 'own', at: node.start! } : { kind: 'global-read', at: node.start!, path },
      );
      return;
    }
    const looked = member && !isWriteTarget(member) ? member : null;
    const request = this.requestLocals.get(binding);
    if (request === undefined) {
      const part = looked && this.requestBehind(node);
      if (part) effects.push({ kind: 'look', at: node.start!, ...part });
      effects.push({ kind: 'local', at: node.start!, name: binding.name });
      return;
    }
    const taken = destructuredKey(binding);
    if (looked) effects.push({ kind: 'look', at: node.start!, request, deep: taken.length > 0 || isObject(looked) });
    effects.push({ kind: 'read', at: node.start!, request, key: taken[0] ?? (member ? memberKey(member) : null) });
  }
}

/** A module's value, or (`deep`) something in it. */
interface Part {
  request: number;
  deep: boolean;
}

const construction = (at: number, callee: Callee): EffectFacts => ({
  kind: 'call',
  at,
  callee,
  construct: true,
  callbacks: nothing,
  passes: nothing,
  plain: false,
});

/** The keys that `Object.defineProperty(x, 'k', …)` and `Object.assign(x, { k })` write; `*` where they are not seen. */
function writtenKeys({ arguments: [, what] }: t.CallExpression | t.OptionalCallExpression | t.NewExpression): string[] {
  if (what?.type === 'StringLiteral') return [what.value];
  if (what?.type !== 'ObjectExpression') return ['*'];
  return what.properties.map((p) => (p.type === 'SpreadElement' ? '*' : (propertyKey(p) ?? '*')));
}

const isOwnExports = (name: string): boolean => name === 'exports' || name === 'module';

/** A constructor writes to an object that is new. */
function isInConstructor(node: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (up.type === 'ClassMethod') return up.kind === 'constructor';
    if (isFunctionNode(up) && up.type !== 'ArrowFunctionExpression') return false;
  }
  return false;
}

/** `x` in `x.y`. */
function isObject(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node;
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

/** `{ a: { b } }`: a pattern that takes something out of a member. */
function looksInside(pattern: Node): boolean {
  if (pattern.type !== 'ObjectPattern') return pattern.type === 'ArrayPattern';
  return pattern.properties.some((p) => p.type === 'ObjectProperty' && /^(Object|Array)Pattern$/.test(p.value.type));
}

/** Values that nobody else holds, and whose methods are the language's. */
function isFresh(node: Node): boolean {
  return /^(ArrayExpression|StringLiteral|TemplateLiteral|RegExpLiteral|NumericLiteral)$/.test(node.type);
}

/** Class code is strict, and so is a function with a directive of its own or around it (ECMA-262 11.2.2). */
function isStrictFunction(fn: Node): boolean {
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
