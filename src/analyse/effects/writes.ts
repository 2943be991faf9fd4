import type * as t from '@babel/types';
import type { EffectFacts } from '../facts.js';
import type { ModuleValues } from './module-values.js';
import type { Origins } from './origins.js';
import type { ScopeInfo } from '../scope.js';
import { isFunctionNode, parentOf, type Node } from '../tree.js';
import { memberKey, propertyKey } from '../uses.js';

/** Notes writes to what outlives the file's own scope: globals, values of other modules, the file's own state. */
export class Writes {
  constructor(
    private readonly scopes: ScopeInfo,
    private readonly modules: ModuleValues,
    private readonly origins: Origins,
  ) {}

  /** An assignment to a variable, a member or a pattern. */
  assign(target: Node, at: number, effects: EffectFacts[]): void {
    switch (target.type) {
      case 'ObjectPattern':
        for (const p of target.properties) this.assign(p.type === 'RestElement' ? p.argument : p.value, at, effects);
        return;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.assign(element, at, effects);
        return;
      case 'AssignmentPattern':
        this.assign(target.left, at, effects);
        return;
      case 'RestElement':
        this.assign(target.argument, at, effects);
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
    if (target.type === 'MemberExpression') this.through(target, [], at, effects);
  }

  /** A write to a member of what an expression is. */
  through(node: Node, keys: string[], at: number, effects: EffectFacts[]): void {
    const path = [...keys];
    let root: Node = node;
    while (root.type === 'MemberExpression') {
      path.unshift(memberKey(root) ?? '*');
      root = root.object;
    }
    // A function that writes (`Object.assign()`) says in sloppy code, too, that it cannot.
    const target = (under: string[] | undefined, rest: string[]): string[] | undefined =>
      under && keys.length === 0 ? [...under, ...rest] : undefined;
    const behind = this.modules.behind(root);
    if (behind) {
      const { request, under } = behind;
      const deep = behind.deep || path.length > 1;
      effects.push({ kind: 'write', at, to: 'request', path, request, deep, target: target(under, path) });
      return;
    }
    const inside = path.length > 1 ? this.origins.holds(root) : [];
    // What a member on the way may be: the object itself is that of the last one before the key.
    const object = node.type === 'MemberExpression' && keys.length === 0 ? node.object : node;
    const kept = this.origins.inside(object);
    for (const [parts, rest] of [
      [this.origins.is(root), path],
      [inside, path.slice(1)],
      [kept, path.slice(-1)],
    ] as const)
      for (const { request, deep, given, under } of parts)
        effects.push({
          kind: 'write',
          at,
          to: 'request',
          path,
          request,
          deep: deep || rest.length > 1,
          given,
          target: target(under, rest),
        });
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

  /** A variable of the file's top level. */
  private isOwnState(node: t.Identifier): boolean {
    return this.scopes.byNode.get(node)?.binding?.scope === this.scopes.program;
  }
}

/** The keys that `Object.defineProperty(x, 'k', …)` and `Object.assign(x, { k })` write; `*` where they are not seen. */
export function writtenKeys({
  arguments: [, what],
}: t.CallExpression | t.OptionalCallExpression | t.NewExpression): string[] {
  if (what?.type === 'StringLiteral') return [what.value];
  if (what?.type !== 'ObjectExpression') return ['*'];
  return what.properties.map((p) => (p.type === 'SpreadElement' ? '*' : (propertyKey(p) ?? '*')));
}

/** A constructor writes to an object that is new. */
function isInConstructor(node: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (up.type === 'ClassMethod') return up.kind === 'constructor';
    if (isFunctionNode(up) && up.type !== 'ArrowFunctionExpression') return false;
  }
  return false;
}
