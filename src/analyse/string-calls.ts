import type * as t from '@babel/types';
import type { StringCallFacts, TestCallback } from './facts.js';
import type { Places } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import { isFunctionNode, parentOf, type Node } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { memberKey, propertyKey } from './uses.js';

/** What `findStringCalls` needs to know of a request: its node, its number, and for an import what it binds. */
export interface RequestRoot {
  id: number;
  node: Node;
  /** Identifiers that an import declaration binds to the module or to one of its names. */
  locals: string[];
}

/**
 * Finds the calls of a module's functions, and of variables that no binding answers, whose first argument is a string:
 * where mocking tools name the modules they reach into (`jest.mock('./a')`, `proxyquire('./a', stubs)`).
 * Follows the value through members, calls, and the variables it is stored in.
 */
export function findStringCalls(
  scopes: ScopeInfo,
  places: Places,
  requests: RequestRoot[],
): { calls: StringCallFacts[]; globals: { name: string; request: number }[] } {
  const pass = new StringCallPass(scopes, places);
  for (const { id, node, locals } of requests) {
    pass.follow(node, { name: '', request: id }, 0);
    for (const local of locals) pass.followName(local, { name: local, request: id });
  }
  for (const [name, references] of scopes.free) {
    if (name === 'require' || name === 'module' || name === 'exports') continue;
    for (const { node } of references) pass.follow(node, { name, request: null }, 0);
  }
  pass.calls.sort((a, b) => a.argument.start - b.argument.start);
  return { calls: pass.calls, globals: pass.globals };
}

class StringCallPass {
  readonly calls: StringCallFacts[] = [];
  readonly globals: { name: string; request: number }[] = [];

  constructor(
    private readonly scopes: ScopeInfo,
    private readonly places: Places,
  ) {}

  followName(local: string, root: StringCallFacts['root']): void {
    for (const { node } of this.scopes.program.bindings.get(local)?.references ?? []) this.follow(node, root, 1);
  }

  follow(start: Node, root: StringCallFacts['root'], depth: number): void {
    let node = start;
    let method: t.Node | null = null;
    for (let up = parentOf(node); up; up = parentOf(up)) {
      if (up.type === 'MemberExpression' && up.object === node) method = up.property;
      else if (up.type === 'CallExpression' && up.callee === node) {
        this.add(up, root, method);
        this.followInto(up, root, depth);
      } else {
        this.store(up, node, root, depth);
        return;
      }
      node = up;
    }
  }

  /** `t.test('title', (t) => …)`: what the callback gets under the same name is such an object, too. */
  private followInto({ arguments: passed }: t.CallExpression, root: StringCallFacts['root'], depth: number): void {
    if (depth > 3 || root.request === null) return;
    for (const callback of passed) {
      const parameter = isFunctionNode(callback) ? callback.params[0] : null;
      if (parameter?.type !== 'Identifier' || parameter.name !== root.name) continue;
      for (const { node } of this.scopes.declared.get(parameter)?.references ?? []) this.follow(node, root, depth + 1);
    }
  }

  private add(call: t.CallExpression, root: StringCallFacts['root'], method: t.Node | null): void {
    const [first, second] = call.arguments;
    const specifier = first ? this.constantString(first) : null;
    if (!first || specifier === null) return;
    // Titles of tests and the like are no paths, unless the callee says that it takes one.
    const isPath = /^\.{1,2}(\/|$)/.test(specifier);
    if (!isPath && root.request === null && root.name !== 'jest') return;
    const place = this.places.at(call);
    this.calls.push({
      root,
      method: method?.type === 'Identifier' ? method.name : null,
      methodRange: method ? rangeOf(method) : null,
      specifier,
      argument: rangeOf(first),
      range: outerRange(call),
      unit: place.unit,
      when: place.when,
      statement: place.statement,
      isStatement: parentOf(call)?.type === 'ExpressionStatement' && !place.nested,
      hasSecond: second !== undefined,
      keys: second ? stubKeys(second) : [],
      hasOtherKeys: second !== undefined && hasOtherKeys(second),
      returns: second && isFunctionNode(second) ? returnedKeys(second) : null,
    });
  }

  /**
   * The value of a string, or of a name that is declared with one and never set again: `const path = '../lib/a'`, also
   * through `require.resolve()`.
   */
  private constantString(node: t.Node): string | null {
    if (node.type === 'StringLiteral') return node.value;
    const binding = node.type === 'Identifier' ? this.scopes.byNode.get(node)?.binding : null;
    const [declaration, ...others] = binding?.declarations ?? [];
    const declarator = declaration ? parentOf(declaration) : null;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id !== declaration || others.length > 0) return null;
    const isSet = binding!.references.some((r) => r.mode !== 'read' && r.node !== declaration);
    const value = declarator.init?.type === 'CallExpression' ? resolved(declarator.init) : declarator.init;
    return !isSet && value?.type === 'StringLiteral' ? value.value : null;
  }

  /** The value goes into a variable, or becomes a global. */
  private store(up: Node, node: Node, root: StringCallFacts['root'], depth: number): void {
    if (depth > 3) return;
    if (up.type === 'VariableDeclarator' && up.init === node) {
      const ids =
        up.id.type === 'Identifier'
          ? [up.id]
          : up.id.type === 'ObjectPattern'
            ? up.id.properties.flatMap((p) =>
                p.type === 'ObjectProperty' && p.value.type === 'Identifier' ? [p.value] : [],
              )
            : [];
      for (const id of ids) {
        for (const reference of this.scopes.declared.get(id)?.references ?? [])
          if (reference.mode === 'read') this.follow(reference.node, { ...root, name: id.name }, depth + 1);
      }
    } else if (up.type === 'AssignmentExpression' && up.right === node && up.left.type === 'MemberExpression') {
      const { object } = up.left;
      const name = memberKey(up.left);
      const isGlobal = object.type === 'Identifier' && (object.name === 'global' || object.name === 'globalThis');
      if (isGlobal && name !== null && root.request !== null) this.globals.push({ name, request: root.request });
    }
  }
}

/** The keys of an object of stubs, with the ranges of those that are strings. */
function stubKeys(node: Node): StringCallFacts['keys'] {
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((p) => {
    if (p.type === 'SpreadElement' || p.computed) return [];
    if (p.key.type === 'StringLiteral') return [{ key: p.key.value, range: rangeOf(p.key) }];
    // Some tools take options: `{ requires: { './a': stub } }`.
    if (p.type === 'ObjectProperty' && propertyKey(p) === 'requires') return stubKeys(p.value);
    return p.key.type === 'Identifier' ? [{ key: p.key.name, range: rangeOf(p.key) }] : [];
  });
}

/** True for anything but an object literal whose keys are all written. */
function hasOtherKeys(node: Node): boolean {
  return node.type !== 'ObjectExpression' || node.properties.some((p) => p.type === 'SpreadElement' || p.computed);
}

/** The keys of the object literal that a plain function returns; null when that is not all it does. */
function returnedKeys(fn: Node): string[] | null {
  if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') return null;
  if (fn.async || fn.generator) return null;
  const { body } = fn;
  let value: Node | null | undefined = body;
  if (body.type === 'BlockStatement') {
    const last = body.body[body.body.length - 1];
    value = last?.type === 'ReturnStatement' ? last.argument : null;
  }
  if (value?.type !== 'ObjectExpression') return null;
  const keys = value.properties.map((p) => (p.type === 'SpreadElement' ? null : propertyKey(p)));
  return keys.includes(null) ? null : (keys as string[]);
}

const callbackOwners = /^(test|it|fit|xit|xtest|beforeEach|afterEach|beforeAll|afterAll|before|after)$/;

/** Functions given straight to `test`, `beforeEach` and the like, which wait for a promise that they return. */
export function findTestCallbacks(scopes: ScopeInfo, places: Places): TestCallback[] {
  const found: TestCallback[] = [];
  // Variables of the runner, or what the file takes from it (`const { test } = require('@jest/globals')`).
  const taken = [...scopes.program.bindings].filter(([, binding]) => binding.kind !== 'function');
  const owners = [...scopes.free, ...taken.map(([name, { references }]) => [name, references] as const)];
  for (const [name, references] of owners) {
    if (!callbackOwners.test(name)) continue;
    for (const { node } of references) {
      let callee: Node = node;
      let up = parentOf(callee);
      while (up?.type === 'MemberExpression' && up.object === callee) {
        callee = up;
        up = parentOf(up);
      }
      if (up?.type !== 'CallExpression' || up.callee !== callee) continue;
      for (const fn of up.arguments) {
        const isPlain = fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression';
        if (!isPlain || fn.generator) continue;
        const hasParameters = fn.params.length > 0;
        found.push({ unit: places.unitOfFunction(fn), hasParameters, at: fn.start!, async: fn.async });
      }
    }
  }
  return found;
}

/** What `require.resolve('./a')` is given. */
function resolved({ callee, arguments: [first] }: t.CallExpression): t.Node | undefined {
  const isResolve =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'require' &&
    memberKey(callee) === 'resolve';
  return isResolve ? first : undefined;
}
