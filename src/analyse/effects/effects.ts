import type * as t from '@babel/types';
import {
  functionOfBinding,
  givenNames,
  implicitMethods,
  isOwnExports,
  superclassOfFields,
  watchedGlobals,
  writers,
} from './callables.js';
import { Callees } from './callees.js';
import { notesInCollection } from './collections.js';
import type { Callee, EffectFacts, UnitFacts } from '../facts.js';
import { madeObject } from './made-objects.js';
import { destructuredKey, membersOf, ModuleValues } from './module-values.js';
import { isImmediatelyCalled, type Places } from '../places.js';
import { rangeOf } from '../ranges.js';
import type { Act, Reference, Scope, ScopeInfo } from '../scope.js';
import { Origins } from './origins.js';
import { accessorKind, storedNames } from './stored-functions.js';
import { isFunctionNode, isWriteTarget, parentOf, type FunctionNode, type Node } from '../tree.js';
import { exportedAs, memberOfExports, untrackedFrom } from './untracked-values.js';
import { memberKey } from '../uses.js';
import { Writes, writtenKeys } from './writes.js';

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
/** The load of the file itself. */
const loadUnit = {
  name: null,
  storedAs: nothing,
  isHoisted: false,
  isGetter: false,
  accessor: null,
  usesThis: null,
  isStrict: false,
};

class EffectPass {
  private readonly modules: ModuleValues;
  private readonly callees: Callees;
  private readonly origins: Origins;
  private readonly writes: Writes;
  /** The requests whose values the file exports. */
  private readonly exported: { key: string; request: number }[] = [];
  private readonly unitOfScope = new Map<Scope, number>();

  constructor(
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
    requestOf: (node: Node) => number | null,
  ) {
    this.modules = new ModuleValues(scopes, requestOf);
    this.callees = new Callees(scopes, places, this.modules);
    this.origins = new Origins(scopes, this.modules);
    this.writes = new Writes(scopes, this.modules, this.origins);
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
      if (superclass) (effects[id] ??= []).push(construction(superclass.end!, this.callees.of(superclass)));
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
        accessor: accessorKind(fn),
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

  private act(node: Act, effects: EffectFacts[]): void {
    switch (node.type) {
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression': {
        const request = this.modules.requestOf(node);
        if (request === null) this.call(node, effects);
        else {
          effects.push({ kind: 'load', at: node.start!, request });
          const outer = parentOf(node);
          if (outer?.type === 'MemberExpression' && outer.object === node && !isWriteTarget(outer))
            effects.push({ kind: 'look', at: node.start!, request, deep: isObject(outer) });
          const key = exportedAs(node);
          if (key !== null) this.exported.push({ key, request });
          const at = untrackedFrom(outermostMember(node));
          if (at !== null) effects.push({ kind: 'look', at, request, deep: true });
        }
        return;
      }
      case 'TaggedTemplateExpression':
        effects.push({
          kind: 'call',
          at: node.end!,
          callee: this.callees.of(node.tag),
          construct: false,
          callbacks: nothing,
          passes: nothing,
          plain: node.tag.type === 'Identifier',
          made: null,
        });
        return;
      case 'ThrowStatement':
        effects.push({ kind: 'throw', at: node.start! });
        return;
      case 'AssignmentExpression':
        this.writes.assign(node.left, node.end!, effects);
        return;
      case 'UpdateExpression':
      case 'UnaryExpression':
        this.writes.assign(node.argument, node.end!, effects);
        return;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.writes.assign(node.left, node.right.end!, effects);
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
    const callee = this.callees.of(detached ?? node.callee);
    if (callee.kind === 'global' && writers.has(callee.path.join('.')) && node.arguments[0])
      for (const key of writtenKeys(node)) this.writes.through(node.arguments[0], [key], node.end!, effects);
    let callbacks: number[] = nothing;
    let passes: Extract<EffectFacts, { kind: 'call' }>['passes'] = nothing;
    const pass = (value: Node): void => {
      const inside = this.origins.holds(value).map((part) => ({ ...part, inside: true as const }));
      passes = [...passes, ...this.origins.is(value), ...inside];
    };
    if (node.callee.type === 'MemberExpression' && callee.kind !== 'request') {
      pass(node.callee.object);
      passes = passes.map((part) => ({ ...part, isReceiver: true as const }));
    }
    const isNoted = node.callee.type === 'MemberExpression' && notesInCollection(node.callee, this.scopes);
    for (const argument of node.arguments as Node[]) {
      pass(argument);
      if (isNoted) continue;
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
      made: isMethodOfOther(callee) ? madeObject(node.callee, this.scopes, (inner) => this.callees.of(inner)) : null,
    });
  }

  /** Taking members out of a module, or making an object with code behind its members, is code that runs. */
  private declare(node: t.VariableDeclarator, effects: EffectFacts[]): void {
    const { id, init } = node;
    if (!init) return;
    const behind = id.type === 'Identifier' ? null : this.modules.behind(init);
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
        made: null,
      });
    }
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
      if (!isOwnExports(node.name)) effects.push({ kind: 'global-read', at: node.start!, path });
      else {
        effects.push({ kind: 'own', at: node.start! });
        // `module.exports.a.x`, where `a` is what a request gave.
        const key = memberOfExports(membersOf(outermostMember(node)));
        for (const { key: as, request } of this.exported)
          if (as === key || (as === '*' && key !== null))
            effects.push({ kind: 'look', at: node.start!, request, deep: true });
      }
      return;
    }
    const looked = member && !isWriteTarget(member) ? member : null;
    const request = this.modules.heldBy(binding);
    const part = request === undefined ? this.modules.behind(node) : null;
    const untracked = request === undefined && !part ? null : untrackedFrom(outermostMember(node));
    if (request === undefined) {
      if (part && looked) effects.push({ kind: 'look', at: node.start!, ...part, deep: part.deep || isObject(looked) });
      if (part && untracked !== null) effects.push({ kind: 'look', at: untracked, ...part, deep: true });
      effects.push({ kind: 'local', at: node.start!, name: binding.name });
      return;
    }
    const taken = destructuredKey(binding);
    if (looked) effects.push({ kind: 'look', at: node.start!, request, deep: taken.length > 0 || isObject(looked) });
    if (untracked !== null) effects.push({ kind: 'look', at: untracked, request, deep: true });
    effects.push({ kind: 'read', at: node.start!, request, key: taken[0] ?? (member ? memberKey(member) : null) });
  }
}

/** A method of an object that the file does not write out. */
const isMethodOfOther = (callee: Callee): boolean =>
  callee.kind === 'method' || (callee.kind === 'binding' && callee.path.length > 0);

const construction = (at: number, callee: Callee): EffectFacts => ({
  kind: 'call',
  at,
  callee,
  construct: true,
  callbacks: nothing,
  passes: nothing,
  plain: false,
  made: null,
});

/** `x.y.z` of `x`. */
function outermostMember(node: Node): Node {
  let outer = node;
  while (isObject(outer) && !isWriteTarget(parentOf(outer)!)) outer = parentOf(outer)!;
  return outer;
}

/** `x` in `x.y`. */
function isObject(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'MemberExpression' && parent.object === node;
}

/** `{ a: { b } }`: a pattern that takes something out of a member. */
function looksInside(pattern: Node): boolean {
  if (pattern.type !== 'ObjectPattern') return pattern.type === 'ArrayPattern';
  return pattern.properties.some((p) => p.type === 'ObjectProperty' && /^(Object|Array)Pattern$/.test(p.value.type));
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
