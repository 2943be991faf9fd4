import type * as t from '@babel/types';
import type { DeclarationFacts } from './facts.js';
import type { Places } from './places.js';
import { rangeOf } from './ranges.js';
import { parentOf, type Node } from './tree.js';

/** The variable declarations that hold a request or an export, numbered as they are asked for. */
export class Declarations {
  readonly facts: DeclarationFacts[] = [];
  private readonly ids = new Map<Node, number>();

  constructor(private readonly places: Places) {}

  /** The index of a VariableDeclaration; null for any other node and for the head of a loop. */
  indexOf(node: Node | null): number | null {
    if (node?.type !== 'VariableDeclaration') return null;
    const known = this.ids.get(node);
    if (known !== undefined) return known;
    const parent = parentOf(node);
    if (
      !parent ||
      !['Program', 'BlockStatement', 'SwitchCase', 'StaticBlock', 'ExportNamedDeclaration'].includes(parent.type)
    )
      return null;
    const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
    const id = this.facts.length;
    this.facts.push({
      range: rangeOf(node),
      kind,
      topLevel: parent.type === 'Program',
      statement: this.places.at(node).statement,
      declarators: node.declarations.map(rangeOf),
    });
    this.ids.set(node, id);
    return id;
  }

  declaratorIndex(node: t.VariableDeclarator): number {
    const parent = parentOf(node);
    return parent?.type === 'VariableDeclaration' ? parent.declarations.indexOf(node) : -1;
  }
}
