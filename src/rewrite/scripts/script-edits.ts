import type * as t from '@babel/types';
import { rangeOf } from '../../analyse/ranges.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { GlobalPlan, ScriptsPlan, UnwrapPlan } from '../../decide/scripts/script-plan.js';
import { isWithin } from '../../decide/scripts/script-imports.js';
import type { ScriptNode } from '../../link/script-graph.js';
import { Edits, type Range } from '../edits.js';
import { indentationAt, isAloneOnLine, lineEnd, lineStart, skipLineEnd } from '../lines.js';
import { outerOf, safeStyle } from './script-text.js';
import type { Style } from '../../analyse/style.js';

/** How a script that becomes a module reaches others. */
export interface ScriptImports {
  /** The specifier of the module of a script, as written in this one. */
  specifierOf: (owner: string) => string;
  /** The modules to import first, for the order alone. */
  before: readonly string[];
  /** Script order, to sort imports by. */
  rank: (owner: string) => number;
  /** What declares a global so that code which looks at it before it is set finds what it did; null when none does. */
  early: (plan: GlobalPlan) => 'var' | 'const' | null;
}

/** The edits of one script on its way to a module, and what the parts of the rewriting tell each other. */
export class ScriptEdits {
  readonly source: string;
  readonly edits: Edits;
  readonly style: Style;
  readonly unwraps: UnwrapPlan[];
  /** Opened functions by their statements. */
  readonly opened = new Map<Node, UnwrapPlan>();
  /** Text that another edit has taken. */
  readonly gone: Range[] = [];
  /** Arguments that moved out of a range that is gone. */
  readonly shown: Node[] = [];
  /** Lines behind the imports. */
  readonly header: string[] = [];
  /** Lines at the end. */
  readonly footer: string[] = [];
  private readonly given = new Set<string>();
  /** For one export list at the end. */
  readonly exported: { local: string; exported: string }[] = [];

  constructor(
    readonly node: ScriptNode,
    readonly plan: ScriptsPlan,
    readonly imports: ScriptImports,
  ) {
    this.source = node.facts.script.source;
    this.edits = new Edits(this.source);
    this.style = safeStyle(this.source);
    this.unwraps = plan.unwraps.get(node.id) ?? [];
    for (const unwrap of this.unwraps) this.opened.set(unwrap.iife.statement, unwrap);
  }

  isGone(node: Node): boolean {
    if (this.shown.some((value) => isWithin(node, value))) return false;
    return this.gone.some((range) => node.start! >= range.start && node.end! <= range.end);
  }

  /** True for a node whose place another text has taken. */
  takesPlace(node: Node | null): boolean {
    return node !== null && this.gone.some((r) => r.start === node.start && r.end === node.end);
  }

  replace(node: Node, text: string): void {
    if (this.isGone(node)) return;
    this.edits.replace(outerOf(node), text);
    this.gone.push(rangeOf(node));
  }

  removeStatement(statement: Node): void {
    const body = parentOf(statement);
    const siblings = body?.type === 'Program' || body?.type === 'BlockStatement' ? body.body : [];
    const next = siblings[siblings.indexOf(statement as t.Statement) + 1];
    const range = rangeOf(statement);
    if (next && this.opened.has(next) && isAloneOnLine(this.source, range)) {
      // What starts with a parenthesis now will not: no semicolon is needed in between.
      const end = skipLineEnd(this.source, lineEnd(this.source, range.end));
      this.edits.remove({ start: lineStart(this.source, range.start), end }, { dropEdits: true });
      this.gone.push(range);
      return;
    }
    this.edits.removeStatement(rangeOf(statement), { dropEdits: true, keepComments: true });
    this.gone.push(rangeOf(statement));
  }

  /** Takes one variable out of its declaration. */
  removeDeclarator(declarator: t.VariableDeclarator): void {
    const declaration = parentOf(declarator) as t.VariableDeclaration;
    const list = declaration.declarations;
    if (list.length === 1) return this.removeStatement(declaration);
    const at = list.indexOf(declarator);
    const range =
      at === 0
        ? { start: declarator.start!, end: list[1]!.start! }
        : { start: list[at - 1]!.end!, end: declarator.end! };
    this.edits.remove(range, { dropEdits: true });
    this.gone.push(range);
  }

  /** The indentation that a statement of the top level will have. */
  indentationOf(statement: Node): string {
    const opened = this.unwraps.find((u) => u.iife.body === parentOf(statement));
    return indentationAt(this.source, (opened?.iife.statement ?? statement).start!);
  }

  /** A name that the script has no use for. */
  freshName(wanted: string): string {
    let name = wanted;
    while (this.node.facts.script.scopes.names.has(name) || this.given.has(name)) name += '_';
    this.given.add(name);
    return name;
  }

  semi(text: string): string {
    return text + (this.style.semi ? ';' : '');
  }

  /** An argument of an opened function that stands nowhere any more. */
  isDroppedArgument(node: Node): boolean {
    const isGone = (p: UnwrapPlan['params'][number]): boolean =>
      p.value !== null && p.action !== 'declare' && isWithin(node, p.value);
    return this.unwraps.some((u) => u.params.some(isGone));
  }
}
