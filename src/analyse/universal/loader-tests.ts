import type * as t from '@babel/types';
import { isImmediatelyCalled } from '../places.js';
import type { Binding, Reference, ScopeInfo } from '../scope.js';
import { enclosingFunction, parentOf, type Node } from '../tree.js';
import { isModuleExports, memberKey } from '../uses.js';

/**
 * Answers the questions by which a universal module (UMD) finds out what loads it, as they are answered when Node's
 * require() does: there are `module`, `exports` and `require`, and no `define`.
 * Source: Node's documentation, "The module wrapper".
 */
export class LoaderTests {
  /** Where `module.exports` and the variable `exports` are replaced for the first time. */
  private readonly replacedAt: number;
  private readonly rebound: ReadonlyMap<string, number>;

  constructor(private readonly scopes: ScopeInfo) {
    const replaced = (scopes.free.get('module') ?? []).flatMap(({ node }) => {
      const member = parentOf(node)!;
      const outer = isModuleExports(member) ? parentOf(member) : null;
      return outer?.type === 'AssignmentExpression' && outer.left === member ? [node.start!] : [];
    });
    this.replacedAt = Math.min(...replaced);
    this.rebound = new Map([...types.keys()].map((name) => [name, firstWrite(scopes.free.get(name) ?? [])]));
  }

  /** Whether a condition holds; null where Node's loader does not say. */
  truth(node: Node): boolean | null {
    switch (node.type) {
      case 'ParenthesizedExpression':
        return this.truth(node.expression);
      case 'UnaryExpression': {
        const truth = node.operator === '!' ? this.truth(node.argument) : null;
        return truth === null ? null : !truth;
      }
      case 'LogicalExpression': {
        const left = this.truth(node.left);
        if (left === null || node.operator === '??') return null;
        return left === (node.operator === '&&') ? this.truth(node.right) : left;
      }
      case 'BinaryExpression':
        return this.comparison(node);
      case 'Identifier': {
        const known = this.typeOf(node);
        if (known !== null) return known !== 'undefined' ? true : null;
        const init = this.testHeldBy(node);
        return init && this.truth(init);
      }
      case 'MemberExpression': {
        const type = this.typeOf(node);
        return type === null ? null : type !== 'undefined';
      }
      default:
        return null;
    }
  }

  /** The value is `true` or `false`, whatever it is. */
  isBoolean(node: Node): boolean {
    if (node.type === 'ParenthesizedExpression') return this.isBoolean(node.expression);
    if (node.type === 'UnaryExpression') return node.operator === '!';
    if (node.type === 'LogicalExpression') return this.isBoolean(node.left) && this.isBoolean(node.right);
    return node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator);
  }

  /** `typeof module === 'object'` */
  private comparison({ operator, left, right }: t.BinaryExpression): boolean | null {
    if (!/^[!=]==?$/.test(operator)) return null;
    // `module.exports === freeExports`
    if (this.isFirstExports(left) && this.isFirstExports(right)) return operator.startsWith('=');
    const [asked, answer] = left.type === 'StringLiteral' ? [right, left] : [left, right];
    if (asked.type !== 'UnaryExpression' || asked.operator !== 'typeof' || answer.type !== 'StringLiteral') return null;
    const type = this.typeOf(asked.argument);
    return type === null ? null : (type === answer.value) === operator.startsWith('=');
  }

  /** The exports object that Node made. */
  private isFirstExports(node: Node): boolean {
    const init = node.type === 'Identifier' ? this.testHeldBy(node) : null;
    if (init) return this.isFirstExports(init);
    const isExports = node.type === 'Identifier' ? node.name === 'exports' : isModuleExports(node);
    return isExports && this.typeOf(node) === 'object';
  }

  private typeOf(node: Node): string | null {
    if (node.type === 'Identifier') return this.isOwn(node) ? (types.get(node.name) ?? null) : null;
    if (node.type !== 'MemberExpression') return null;
    const { object } = node;
    if (isModuleExports(node)) {
      const isFirst = this.replacedAt === Infinity || this.isBefore(node, this.replacedAt);
      return this.isOwn(object) && isFirst ? 'object' : null;
    }
    const isGiven = object.type === 'Identifier' ? /^(exports|module)$/.test(object.name) : isModuleExports(object);
    // DOM nodes have it, and what a universal module finds under these names in a page may be one.
    const key = memberKey(node);
    return isGiven && (key === 'nodeType' || key === 'nodeName') && this.isOwn(rootOf(object)) ? 'undefined' : null;
  }

  /** One of CommonJS's own variables (or a global), which the file has not written to yet. */
  private isOwn(node: Node): node is t.Identifier {
    if (node.type !== 'Identifier' || this.scopes.byNode.get(node)?.binding !== null) return false;
    const firstAt = this.rebound.get(node.name) ?? Infinity;
    return firstAt === Infinity || this.isBefore(node, firstAt);
  }

  /** A place that runs while the file loads comes before another one in its text. */
  private isBefore(node: Node, at: number): boolean {
    for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (!isImmediatelyCalled(fn)) return false;
    return node.start! < at;
  }

  /** The condition that a variable was made with and still holds: `const isNode = typeof module !== 'undefined'`. */
  private testHeldBy(node: t.Identifier): Node | null {
    const binding = this.scopes.byNode.get(node)?.binding;
    const declarator = binding ? onlyDeclarator(binding) : null;
    return declarator?.init && declarator.end! <= node.start! ? declarator.init : null;
  }
}

const types: ReadonlyMap<string, string> = new Map([
  ['module', 'object'],
  ['exports', 'object'],
  ['require', 'function'],
  ['define', 'undefined'],
]);

function firstWrite(references: readonly Reference[]): number {
  return Math.min(...references.flatMap(({ node, mode }) => (mode === 'read' ? [] : [node.start!])));
}

/** The declarator of a variable that gets its value there and nowhere else, outside of conditions and loops. */
export function onlyDeclarator({ declarations, isWritten }: Binding): t.VariableDeclarator | null {
  const [id, ...others] = declarations;
  const declarator = id && others.length === 0 && !isWritten ? parentOf(id) : null;
  const list = declarator && parentOf(declarator);
  const block = list && parentOf(list);
  const isPlain =
    block?.type === 'Program' || (block?.type === 'BlockStatement' && /Function/.test(parentOf(block)!.type));
  return declarator?.type === 'VariableDeclarator' && declarator.id === id && isPlain ? declarator : null;
}

function rootOf(node: Node): Node {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}
