import type * as t from '@babel/types';
import type { ScopeInfo } from './scope.js';
import { childNodes, enclosingFunction, isFunctionNode, parentOf, type FunctionNode, type Node } from './tree.js';
import { memberKey, propertyKey } from './uses.js';

/** Keys that get a getter without a setter; null: names that the text does not show. */
export type GetterKeys = string[] | null;

/**
 * The functions of a file that give one of their parameters getters under names that they are handed, as compilers write
 * them: `_export(exports, { a: function () { return a; } })`, `__exportStar(require('./x'), exports)`,
 * `__toCommonJS(src_exports)`. What such a getter gives cannot be written.
 */
export class GetterDefiners {
  /** By function: the parameters that get getters. */
  private readonly parameters = new Map<FunctionNode, Set<number>>();
  private readonly calls: t.CallExpression[];

  constructor(
    private readonly scopes: ScopeInfo,
    source: string,
  ) {
    const acts = /\bdefinePropert/.test(source) ? scopes.acts : [];
    this.calls = acts.flatMap(({ node }) => (node.type === 'CallExpression' ? [node] : []));
    // A definer can hand its parameter on to another one.
    for (let known = -1; known < this.size;) {
      known = this.size;
      for (const call of this.calls) for (const target of this.targetsOf(call)) this.note(target.object);
    }
  }

  /** The keys that a call gives getters for, by the expressions it gives them to. */
  targetsOf(call: t.CallExpression): { object: Node; keys: GetterKeys }[] {
    const own = this.ownDefinition(call);
    if (own) return [own];
    const found = this.callees(call).flatMap((fn) => [...(this.parameters.get(fn) ?? [])]);
    return [...new Set(found)].flatMap((index) => {
      const object = call.arguments[index];
      return object ? [{ object, keys: keysIn(call.arguments) }] : [];
    });
  }

  /** The keys for which a value has getters: the result of a call that makes them, or a variable that was given them; undefined: none. */
  keysOf(value: Node): GetterKeys | undefined {
    if (value.type === 'CallExpression') {
      const makes = this.callees(value).some((fn) => this.callsIn(fn).some((call) => this.targetsOf(call).length > 0));
      if (!makes) return undefined;
      const [from] = value.arguments;
      return (from && this.keysOf(from)) ?? null;
    }
    const binding = value.type === 'Identifier' ? this.scopes.byNode.get(value)?.binding : null;
    const given = this.calls.flatMap((call) =>
      this.targetsOf(call).filter(({ object }) => binding && this.scopes.byNode.get(object)?.binding === binding),
    );
    if (given.length === 0) return undefined;
    return given.every(({ keys }) => keys !== null) ? given.flatMap(({ keys }) => keys!) : null;
  }

  private get size(): number {
    let size = 0;
    for (const parameters of this.parameters.values()) size += parameters.size;
    return size;
  }

  private note(object: Node): void {
    const binding = object.type === 'Identifier' ? this.scopes.byNode.get(object)?.binding : null;
    const fn = binding?.kind === 'param' ? parentOf(binding.declarations[0]!) : null;
    if (!fn || !isFunctionNode(fn)) return;
    const known = this.parameters.get(fn) ?? new Set();
    this.parameters.set(fn, known.add(fn.params.indexOf(binding!.declarations[0]!)));
  }

  /** `Object.defineProperty(x, key, { get })`, or by another name of it; the descriptor may be a variable. */
  private ownDefinition(call: t.CallExpression): { object: Node; keys: GetterKeys } | null {
    const [object, key, descriptor] = call.arguments;
    const method = this.methodOfObject(call.callee);
    if (!object || !key) return null;
    if (method === 'defineProperties') {
      const keys = key.type === 'ObjectExpression' ? key.properties.map(lockedProperty) : [null];
      const locked = keys.filter((k) => k !== undefined);
      return locked.length === 0 ? null : { object, keys: locked.includes(null) ? null : (locked as string[]) };
    }
    if (method !== 'defineProperty' || key.type === 'StringLiteral' || !descriptor) return null;
    const isGetter = descriptor.type === 'Identifier' || (isObject(descriptor) && hasGetterOnly(descriptor));
    return isGetter ? { object, keys: null } : null;
  }

  private methodOfObject(callee: Node): string | null {
    if (callee.type === 'MemberExpression') {
      const { object } = callee;
      return object.type === 'Identifier' && object.name === 'Object' ? memberKey(callee) : null;
    }
    const binding = callee.type === 'Identifier' ? this.scopes.byNode.get(callee)?.binding : null;
    const declarator = binding && binding.declarations.length === 1 ? parentOf(binding.declarations[0]!) : null;
    const value = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
    return value?.type === 'MemberExpression' ? this.methodOfObject(value) : null;
  }

  /** The functions of the file that a call may run: the values of a variable, of a member by its name, or the callee itself. */
  private callees({ callee }: t.CallExpression): FunctionNode[] {
    if (isFunctionNode(callee)) return [callee];
    const binding = callee.type === 'Identifier' ? this.scopes.byNode.get(callee)?.binding : null;
    const declarations = (binding?.declarations ?? []).map(parentOf);
    if (callee.type === 'MemberExpression') {
      const key = memberKey(callee);
      for (const { node } of key === null ? [] : this.scopes.acts) {
        const isSame =
          node.type === 'AssignmentExpression' &&
          node.left.type === 'MemberExpression' &&
          node.left.object.type === 'Identifier' &&
          callee.object.type === 'Identifier' &&
          node.left.object.name === callee.object.name;
        if (isSame && memberKey(node.left as t.MemberExpression) === key) declarations.push(node.right);
      }
    }
    return declarations.flatMap((declared) =>
      declared?.type === 'VariableDeclarator' ? functionsIn(declared.init) : functionsIn(declared),
    );
  }

  private callsIn(fn: FunctionNode): t.CallExpression[] {
    return this.calls.filter((call) => enclosingFunction(call) === fn);
  }
}

/** The functions that an expression may be: `this.f || (Object.create ? function () {} : function () {})`. */
function functionsIn(value: Node | null | undefined): FunctionNode[] {
  if (!value) return [];
  if (isFunctionNode(value)) return [value];
  if (value.type === 'ConditionalExpression') return [value.consequent, value.alternate].flatMap(functionsIn);
  return value.type === 'LogicalExpression' ? childNodes(value).flatMap(functionsIn) : [];
}

/** The keys of the object literals among the arguments: `{ a: () => a }`. */
function keysIn(list: readonly Node[]): GetterKeys {
  const keys = list
    .filter(isObject)
    .flatMap((o) => o.properties.map((p) => (p.type === 'SpreadElement' ? null : propertyKey(p))));
  return keys.length > 0 && keys.every((key) => key !== null) ? keys : null;
}

const isObject = (node: Node): node is t.ObjectExpression => node.type === 'ObjectExpression';

/** The key of `k: { get }` among properties; null where it is not known, undefined where the property can be written. */
function lockedProperty(property: t.ObjectExpression['properties'][number]): string | null | undefined {
  if (property.type !== 'ObjectProperty') return null;
  return isObject(property.value) && !isLocking(property.value) ? undefined : propertyKey(property);
}

/** A descriptor with which the property cannot be written. */
function isLocking(descriptor: t.ObjectExpression): boolean {
  return keysOfLiteral(descriptor).every((key) => key !== 'set' && key !== 'writable' && key !== null);
}

function hasGetterOnly(descriptor: t.ObjectExpression): boolean {
  const keys = keysOfLiteral(descriptor);
  return keys.includes('get') && !keys.includes('set');
}

function keysOfLiteral(literal: t.ObjectExpression): (string | null)[] {
  return literal.properties.map((p) => (p.type === 'SpreadElement' ? null : propertyKey(p)));
}
