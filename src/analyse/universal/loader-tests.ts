import type * as t from '@babel/types';
import type { Binding, ScopeInfo } from '../scope.js';
import { parentOf, type Node } from '../tree.js';
import { isModuleExports, memberKey } from '../uses.js';

/**
 * Answers the questions by which a universal module (UMD) finds out what loads it, as they are answered when Node's
 * require() does: there are `module`, `exports` and `require`, and no `define`.
 * Source: Node's documentation, "The module wrapper".
 */
export class LoaderTests {
  /** Where `module.exports` (and with it, what `exports` may be) is replaced for the first time. */
  private readonly replacedAt: number;

  constructor(private readonly scopes: ScopeInfo) {
    const replaced = (scopes.free.get('module') ?? []).flatMap(({ node }) => {
      const member = parentOf(node)!;
      const outer = isModuleExports(member) ? parentOf(member) : null;
      return outer?.type === 'AssignmentExpression' && outer.left === member ? [node.start!] : [];
    });
    this.replacedAt = Math.min(...replaced);
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
    const [asked, answer] = left.type === 'StringLiteral' ? [right, left] : [left, right];
    if (asked.type !== 'UnaryExpression' || asked.operator !== 'typeof' || answer.type !== 'StringLiteral') return null;
    const type = this.typeOf(asked.argument);
    return type === null ? null : (type === answer.value) === operator.startsWith('=');
  }

  private typeOf(node: Node): string | null {
    if (node.type === 'Identifier') return this.isOwn(node) ? (types.get(node.name) ?? null) : null;
    if (node.type !== 'MemberExpression') return null;
    const { object } = node;
    if (isModuleExports(node)) return this.isOwn(object) && node.start! < this.replacedAt ? 'object' : null;
    const isExports = object.type === 'Identifier' ? object.name === 'exports' : isModuleExports(object);
    // DOM nodes have it, and what a universal module finds under the name `exports` in a page may be one.
    const key = memberKey(node);
    return isExports && (key === 'nodeType' || key === 'nodeName') && this.isOwn(rootOf(object)) ? 'undefined' : null;
  }

  /** One of CommonJS's own variables (or a global), which the file does not write to. */
  private isOwn(node: Node): node is t.Identifier {
    if (node.type !== 'Identifier' || this.scopes.byNode.get(node)?.binding !== null) return false;
    return this.scopes.free.get(node.name)!.every(({ mode }) => mode === 'read');
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
