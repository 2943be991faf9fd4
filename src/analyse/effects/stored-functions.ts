import type * as t from '@babel/types';
import { classOf, functionOfBinding } from './callables.js';
import type { ScopeInfo } from '../scope.js';
import { isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import { memberKey, propertyKey } from '../uses.js';

/** Code that runs when something calls or constructs a value: a function, or what sets the fields of a class. */
export type UnitNode = FunctionNode | t.ClassBody;

/** The name for values that nobody names: returned ones, elements of arrays. */
const UNNAMED = '*';
/** The name by which a computed key may find any member. */
export const COMPUTED = '[]';

/**
 * The names by which code may find each function: its keys in objects and classes, the variables and members that it is
 * assigned to, `*` for one that is returned or put into an array, `[]` for all that a computed key may find. A constructor goes by the names of its class.
 */
export function storedNames(units: readonly UnitNode[], scopes: ScopeInfo): Map<UnitNode, Set<string>> {
  const names = new Map<UnitNode, Set<string>>(units.map((unit) => [unit, new Set(namesAt(valueOf(unit)))]));
  for (const { node, binding } of scopes.references) {
    const stored = binding && isStored(node) ? namesAt(node) : [];
    if (stored.length === 0) continue;
    const unit = functionOfBinding(binding!) ?? classOf(binding!)?.body;
    const known = unit && names.get(unit);
    if (known) for (const name of stored) known.add(name);
  }
  return names;
}

/** A reference by which a value gets another name; a plain `x = y` at the top level is one too. */
function isStored(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'AssignmentExpression') return parent.right === node;
  if (parent?.type === 'ObjectProperty') return parent.value === node && parentOf(parent)?.type === 'ObjectExpression';
  return parent?.type === 'ArrayExpression' || parent?.type === 'ReturnStatement' || boundFunction(node) !== null;
}

/** `f.bind(…)`: another function that calls f. */
function boundFunction(node: Node): Node | null {
  const member = parentOf(node);
  if (member?.type !== 'MemberExpression' || member.object !== node || memberKey(member) !== 'bind') return null;
  const call = parentOf(member);
  return call?.type === 'CallExpression' && call.callee === member ? call : null;
}

/** The class of a constructor or of fields; the function itself otherwise. */
function valueOf(unit: UnitNode): Node {
  const isOfClass = unit.type === 'ClassBody' || (unit.type === 'ClassMethod' && unit.kind === 'constructor');
  if (!isOfClass) return unit;
  return unit.type === 'ClassBody' ? parentOf(unit)! : parentOf(parentOf(unit)!)!;
}

/** The names that a value gets where it stands. */
function namesAt(value: Node): string[] {
  const bound = boundFunction(value);
  if (bound) return namesAt(bound);
  const own = 'id' in value && value.id?.type === 'Identifier' ? [value.id.name] : [];
  if (value.type === 'ObjectMethod' || value.type === 'ClassMethod') return [keyName(value), COMPUTED];
  if (value.type === 'ClassPrivateMethod') return [value.key.id.name];
  const parent = parentOf(value);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? [...own, parent.id.name] : [...own, UNNAMED];
    case 'AssignmentExpression': {
      const { left } = parent;
      const name = left.type === 'MemberExpression' ? memberKey(left) : left.type === 'Identifier' ? left.name : null;
      // `a.b = c.d = value` stores it twice.
      const computed = left.type === 'MemberExpression' ? [COMPUTED] : [];
      return [...own, name ?? UNNAMED, ...computed, ...namesAt(parent)];
    }
    case 'ObjectProperty':
    case 'ClassProperty':
      return [...own, keyName(parent), COMPUTED];
    case 'ClassPrivateProperty':
      return [...own, parent.key.id.name];
    case 'ExpressionStatement':
    case 'CallExpression':
    case 'NewExpression':
      return own;
    default:
      return isFunctionNode(value) && value.type === 'FunctionDeclaration' ? own : [...own, UNNAMED, COMPUTED];
  }
}

function keyName({ key, computed }: t.ObjectMethod | t.ClassMethod | t.ObjectProperty | t.ClassProperty): string {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : UNNAMED;
}

/** Whether reading or writing a member runs a function: one written as an accessor, or the `get` or `set` of a descriptor. */
export function accessorKind(fn: UnitNode): 'get' | 'set' | null {
  const isMethod = fn.type === 'ObjectMethod' || fn.type === 'ClassMethod';
  if (isMethod && (fn.kind === 'get' || fn.kind === 'set')) return fn.kind;
  const property = fn.type === 'ObjectMethod' ? fn : parentOf(fn);
  const object = property && parentOf(property);
  if ((property?.type !== 'ObjectMethod' && property?.type !== 'ObjectProperty') || object?.type !== 'ObjectExpression')
    return null;
  const key = propertyKey(property);
  if (key !== 'get' && key !== 'set') return null;
  // `{ x: { get } }` for several members at once.
  const outer = parentOf(object);
  const call = outer?.type === 'ObjectProperty' ? parentOf(parentOf(outer)!) : outer;
  const isDefiner =
    call?.type === 'CallExpression' &&
    call.callee.type === 'MemberExpression' &&
    /^(definePropert(y|ies)|create)$/.test(memberKey(call.callee) ?? '');
  return isDefiner ? key : null;
}
