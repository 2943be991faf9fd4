import type * as t from '@babel/types';
import { constructorOf } from './effects/callables.js';
import type { When } from './facts.js';
import type { UnitNode } from './effects/stored-functions.js';
import { isFunctionNode, parentOf, type FunctionNode, type Node } from './tree.js';

/** Where code stands and when it runs. */
export interface Place {
  /** 0: runs while the file loads; otherwise the id of the function whose call runs it. */
  unit: number;
  when: When;
  /** Index of the top-level statement. */
  statement: number;
  /** Below the top-level statement list: inside a block, a function or an immediately called function. */
  nested: boolean;
}

/** Answers where a node stands. Gives each function that is not called on the spot an id, its unit. */
export class Places {
  readonly units: (UnitNode | null)[] = [null];
  private readonly ids = new Map<Node, number>();
  private readonly statementIndex = new Map<Node, number>();

  constructor(
    program: t.Program,
    private readonly topLevelReturn: number,
  ) {
    program.body.forEach((statement, index) => this.statementIndex.set(statement, index));
  }

  /** The unit of a function; one called on the spot belongs to the unit around it. */
  unitOfFunction(fn: UnitNode): number {
    if (fn.type !== 'ClassBody' && isImmediatelyCalled(fn)) return this.at(fn).unit;
    let id = this.ids.get(fn);
    if (id === undefined) {
      id = this.units.length;
      this.units.push(fn);
      this.ids.set(fn, id);
    }
    return id;
  }

  /** The unit that sets a field: the constructor of its class, which may not be written out. */
  unitOfFields(field: Node): number {
    const body = parentOf(field) as t.ClassBody;
    return this.unitOfFunction(constructorOf(parentOf(body) as t.ClassDeclaration | t.ClassExpression) ?? body);
  }

  at(node: Node): Place {
    let when: When = 'eager';
    let nested = false;
    const weaken = (to: When): void => {
      if (when === 'eager' || (when === 'conditional' && to !== 'eager')) when = to;
    };
    let child: Node = node;
    for (let up = parentOf(node); up; child = up, up = parentOf(up)) {
      switch (up.type) {
        case 'Program': {
          if (this.topLevelReturn < node.start!) weaken('conditional');
          return { unit: 0, when, statement: this.statementIndex.get(child) ?? 0, nested };
        }
        case 'IfStatement':
        case 'ConditionalExpression':
          if (child !== up.test) weaken('conditional');
          if (up.type === 'IfStatement') nested = true;
          break;
        case 'LogicalExpression':
          if (child === up.right) weaken('conditional');
          break;
        case 'AssignmentExpression':
          if (child === up.right && /^(\|\||&&|\?\?)=$/.test(up.operator)) weaken('conditional');
          break;
        case 'AssignmentPattern':
          if (child === up.right) weaken('conditional');
          break;
        case 'ForStatement':
          if (child !== up.init) weaken('conditional');
          nested = true;
          break;
        case 'ForInStatement':
        case 'ForOfStatement':
          if (child !== up.right) weaken('conditional');
          nested = true;
          break;
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'SwitchCase':
        case 'LabeledStatement':
        case 'OptionalCallExpression':
          weaken('conditional');
          nested = true;
          break;
        case 'CatchClause':
          weaken('conditional');
          nested = true;
          break;
        case 'TryStatement':
          weaken(child === up.block ? 'try' : 'conditional');
          nested = true;
          break;
        case 'BlockStatement':
        case 'StaticBlock':
          nested = true;
          break;
        case 'ClassProperty':
        case 'ClassPrivateProperty':
          if (child === up.value && !up.static) return { ...this.lazy(up, nested), unit: this.unitOfFields(up) };
          break;
        default:
          if (isFunctionNode(up)) {
            if ('key' in up && up.key === child) break;
            nested = true;
            if (!isImmediatelyCalled(up)) return { ...this.lazy(up, true), unit: this.unitOfFunction(up) };
            if (returnsBefore(up, node.start!)) weaken('conditional');
          }
      }
    }
    return { unit: 0, when, statement: 0, nested };
  }

  private lazy(node: Node, nested: boolean): Omit<Place, 'unit'> {
    let statement: Node = node;
    for (let up = parentOf(node); up && up.type !== 'Program'; up = parentOf(up)) statement = up;
    return { when: 'lazy', statement: this.statementIndex.get(statement) ?? 0, nested };
  }
}

/** `(function () {…})()`, `(function () {…}).call(…)`, `(() => {…})()`: its body runs where it stands. */
export function isImmediatelyCalled(fn: FunctionNode): boolean {
  return callOf(fn) !== null;
}

/** The call that runs a function expression on the spot, or null. Async functions and generators don't run to their end there. */
export function callOf(fn: FunctionNode): t.CallExpression | null {
  if (fn.type !== 'FunctionExpression' && fn.type !== 'ArrowFunctionExpression') return null;
  if (fn.async || fn.generator) return null;
  const parent = parentOf(fn);
  if (parent?.type === 'CallExpression' && parent.callee === fn) return parent;
  if (
    parent?.type === 'MemberExpression' &&
    parent.object === fn &&
    parent.property.type === 'Identifier' &&
    (parent.property.name === 'call' || parent.property.name === 'apply')
  ) {
    const call = parentOf(parent);
    if (call?.type === 'CallExpression' && call.callee === parent) return call;
  }
  return null;
}

/** True when the function's own body has a `return` before an offset: what follows may not run. */
function returnsBefore(fn: FunctionNode, offset: number): boolean {
  if (fn.body.type !== 'BlockStatement') return false;
  const search = (node: Node): boolean => {
    if (node.start! >= offset || isFunctionNode(node)) return false;
    if (node.type === 'ReturnStatement') return node.end! <= offset;
    const record = node as unknown as Record<string, unknown>;
    for (const key of ['body', 'consequent', 'alternate', 'block', 'handler', 'finalizer', 'cases']) {
      const value = record[key];
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item && typeof item === 'object' && 'type' in item && search(item as Node)) return true;
      }
    }
    return false;
  };
  return fn.body.body.some(search);
}
