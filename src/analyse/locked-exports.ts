import type { LockFacts, ModuleFacts } from './facts.js';
import type { Requests } from './requests.js';
import { GetterDefiners, type GetterKeys } from './getter-definers.js';
import { finalValue, lockedByValue, lockedKeys, lockedMembers, locks, type Locked } from './locked-values.js';
import type { ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';
import { isModuleExports, memberKey, propertyKey } from './uses.js';

/**
 * The members of what a file exports that cannot be written: the exports object is frozen, a member is a constant that is,
 * a string, or an object with a getter only. A write to one fails: in silence from sloppy code, with a TypeError from strict
 * code (ECMA-262 6.2.5.6).
 */
export function findLockedExports(scopes: ScopeInfo, source: string): LockFacts[] {
  const found: LockFacts[] = [];
  const add = (path: string[], locked: Locked | null): void => {
    if (locked) found.push({ path, keys: locked.keys, except: [], from: locked.from });
  };
  const assigned = new Map<string, Node[]>();
  const definers = new GetterDefiners(scopes, source);
  const getters: GetterKeys[] = [];
  const roots = [...(scopes.free.get('exports') ?? []), ...(scopes.free.get('module') ?? [])].flatMap(({ node }) => {
    const member = parentOf(node);
    if (node.name === 'exports') return [node as Node];
    return member && isModuleExports(member) ? [member] : [];
  });
  for (const root of roots) {
    const outer = parentOf(root);
    if (outer?.type === 'CallExpression' && outer.arguments[0] === root && locks(outer))
      add([], { keys: lockedKeys(outer), from: outer.end! });
    if (outer?.type === 'CallExpression')
      getters.push(...definers.targetsOf(outer).flatMap(({ object, keys }) => (object === root ? [keys] : [])));
    const getter =
      outer?.type === 'MemberExpression' && memberKey(outer) === '__defineGetter__' ? parentOf(outer) : null;
    const name = getter?.type === 'CallExpression' ? getter.arguments[0] : null;
    if (name?.type === 'StringLiteral' && !roots.some((other) => definesSetter(other, name.value)))
      add([], { keys: [name.value], from: getter!.end! });
    const isMember = outer?.type === 'MemberExpression' && outer.object === root;
    const target = isMember ? outer : root;
    const key = isMember ? memberKey(outer) : '';
    const assignment = parentOf(target);
    if (assignment?.type !== 'AssignmentExpression' || assignment.left !== target || key === null) continue;
    // `Object.freeze(module.exports = { … })`
    const lock = parentOf(assignment);
    if (!isMember && lock?.type === 'CallExpression' && lock.arguments[0] === assignment && locks(lock))
      add([], { keys: lockedKeys(lock), from: lock.end! });
    const id = isMember ? `.${key}` : '';
    // `module.exports = exports = value` assigns it twice.
    const value = finalValue(assignment.right);
    const values = assigned.get(id) ?? [];
    if (!values.includes(value)) assigned.set(id, [...values, value]);
  }
  for (const value of assigned.get('') ?? []) {
    const keys = definers.keysOf(value);
    if (keys !== undefined) getters.push(keys);
  }
  for (const [id, [value, other]] of assigned) {
    if (!value || other) continue;
    const path = id === '' ? [] : [id.slice(1)];
    add(path, lockOf(value, scopes));
    if (id !== '' || value.type !== 'ObjectExpression') continue;
    for (const property of value.properties) {
      const key = property.type === 'ObjectProperty' ? propertyKey(property) : null;
      if (property.type === 'ObjectProperty' && key !== null) add([key], lockOf(property.value, scopes));
    }
  }
  // What is assigned as well can be written.
  const except = [...assigned.keys()].flatMap((id) => (id === '' ? [] : [id.slice(1)]));
  for (const keys of getters) found.push({ path: [], keys, except: keys ? [] : except, from: 0 });
  return found;
}

/** Calls that lock the value of a request, or the variable that holds it. */
export function findOutsideLocks(scopes: ScopeInfo, requests: Requests): ModuleFacts['outsideLocks'] {
  return (scopes.free.get('Object') ?? []).flatMap(({ node }) => {
    const member = parentOf(node);
    const call = member && parentOf(member);
    if (call?.type !== 'CallExpression' || call.callee !== member || !locks(call)) return [];
    const object = call.arguments[0] as Node;
    const own = requests.byNode.get(object);
    const held = own !== undefined ? [own] : requestsIn(object, scopes, requests);
    return held.map((request) => ({ request, keys: lockedKeys(call) }));
  });
}

/** `exports.__defineSetter__('key', …)` */
function definesSetter(object: Node, key: string): boolean {
  const member = parentOf(object);
  const call = member && parentOf(member);
  if (member?.type !== 'MemberExpression' || memberKey(member) !== '__defineSetter__') return false;
  const name = call?.type === 'CallExpression' ? call.arguments[0] : null;
  return name?.type === 'StringLiteral' && name.value === key;
}

/** The requests in the initial value of a variable, which may be what the variable holds. */
function requestsIn(object: Node, scopes: ScopeInfo, requests: Requests): number[] {
  const binding = object.type === 'Identifier' ? scopes.byNode.get(object)?.binding : null;
  const declarator = binding ? parentOf(binding.declarations[0]!) : null;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return [];
  const { start, end } = declarator.init;
  return requests.facts.filter((r) => start! <= r.range.start && r.range.end <= end!).map((r) => r.id);
}

function lockOf(value: Node, scopes: ScopeInfo): Locked | null {
  if (value.type !== 'Identifier') return lockedByValue(value);
  const binding = scopes.byNode.get(value)?.binding;
  return binding ? lockedMembers(binding) : null;
}
