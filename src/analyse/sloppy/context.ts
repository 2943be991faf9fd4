import type * as t from '@babel/types';
import type { SloppyFact, SloppyKind } from '../facts.js';
import type { Range } from '../../range.js';
import { childNodes, isFunctionNode, parentOf, type Node } from '../tree.js';
import type { Binding, Reference, ScopeInfo } from '../scope.js';
import type { TextEdit } from './text-edits.js';

/** What the rules of sloppy mode share: the tree, its scopes, the style of the file, and what was found so far. */
export class SloppyContext {
  readonly found: SloppyFact[] = [];
  /** References that a rule has dealt with, so that a later rule doesn't read them as globals. */
  readonly claimed = new Set<Reference>();
  readonly program: t.Program;
  /** The file has a 'use strict' directive. */
  readonly isStrictFile: boolean;
  /** Every binding of the file. */
  readonly bindings: readonly Binding[];
  private readonly given = new Set<string>();
  private byName: Map<string, Reference[]> | null = null;

  constructor(
    readonly file: Pick<t.File, 'program' | 'comments'>,
    readonly source: string,
    readonly scopes: ScopeInfo,
  ) {
    this.program = file.program;
    this.bindings = scopes.bindings;
    this.isStrictFile = hasUseStrict(this.program.directives);
  }

  get eol(): string {
    return this.source.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The end of a statement, as most statements of the file have it. */
  get semi(): string {
    const ends = this.program.body.filter((s) => /^(Expression|Variable)/.test(s.type));
    return ends.filter((s) => this.source[s.end! - 1] === ';').length * 2 >= ends.length ? ';' : '';
  }

  /** All references by a name, whatever they mean. */
  referencesTo(name: string): readonly Reference[] {
    if (!this.byName) {
      this.byName = new Map();
      for (const reference of this.scopes.references) {
        const list = this.byName.get(reference.node.name);
        if (list) list.push(reference);
        else this.byName.set(reference.node.name, [reference]);
      }
    }
    return this.byName.get(name) ?? [];
  }

  /** The place can be made to mean the same in strict mode by these edits. */
  fix(kind: SloppyKind, range: Range, name: string | null, edits: TextEdit[]): void {
    this.found.push({ kind, range: { start: range.start, end: range.end }, name, fix: edits, keeps: false });
  }

  /** No exact edit exists: the file has to stay CommonJS. */
  keep(kind: SloppyKind, range: Range, name: string | null = null): void {
    this.found.push({ kind, range: { start: range.start, end: range.end }, name, fix: null, keeps: true });
  }

  /** It may run differently; the syntax doesn't tell. */
  report(kind: SloppyKind, range: Range, name: string | null = null): void {
    this.found.push({ kind, range: { start: range.start, end: range.end }, name, fix: null, keeps: false });
  }

  /** False under a 'use strict' directive and in classes, whose code is strict already (ECMA-262 11.2.2). */
  isSloppy(node: Node): boolean {
    if (this.isStrictFile) return false;
    for (let up: Node | null = node; up; up = parentOf(up)) {
      if (up.type === 'ClassBody') return false;
      if (isFunctionNode(up) && up.body.type === 'BlockStatement' && hasUseStrict(up.body.directives)) return false;
    }
    return true;
  }

  /** A name that the file neither declares nor refers to. */
  freshName(wanted: string): string {
    let name = wanted;
    while (this.scopes.names.has(name) || this.given.has(name)) name += '_';
    this.given.add(name);
    return name;
  }

  /** True when the file declares the name in some scope, so that it may not mean the global. */
  declares(name: string): boolean {
    for (const binding of this.bindings) if (binding.name === name) return true;
    return false;
  }

  text(range: { start?: number | null; end?: number | null }): string {
    return this.source.slice(range.start!, range.end!);
  }

  /** The white space at the start of the line that holds an offset. */
  indentationAt(offset: number): string {
    const line = this.source.lastIndexOf('\n', offset - 1) + 1;
    return /^[^\S\r\n]*/.exec(this.source.slice(line, offset))![0];
  }

  /** An edit that removes a statement, with its line when nothing else stands there. */
  removal(node: Node): TextEdit {
    const before = /(^|[\r\n])([^\S\r\n]*)$/.exec(this.source.slice(0, node.start!));
    const after = /^[^\S\r\n]*(\r\n|\n|\r|$)/.exec(this.source.slice(node.end!));
    if (before && after) return { start: node.start! - before[2]!.length, end: node.end! + after[0].length, text: '' };
    // What else stands on the line takes its place.
    const gap = before ? /^[^\S\r\n]*/.exec(this.source.slice(node.end!))![0].length : 0;
    return { start: node.start!, end: node.end! + gap, text: '' };
  }
}

function hasUseStrict(directives: t.Directive[]): boolean {
  return directives.some((d) => d.value.value === 'use strict');
}

/** Visits a node and everything in it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childNodes(node)) walk(child, visit);
}

/** An insertion, as an edit. */
export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** True for a node that stands in a list of statements, where statements can be put beside it. */
export function isListed(node: Node): boolean {
  const parent = parentOf(node);
  return (
    parent?.type === 'Program' ||
    parent?.type === 'BlockStatement' ||
    parent?.type === 'StaticBlock' ||
    (parent?.type === 'SwitchCase' && parent.test !== node)
  );
}

/** Gives a name to an anonymous `function (…) {}`. */
export function nameInsertion(c: SloppyContext, fn: Node, name: string): TextEdit {
  const start = fn.start! + 'function'.length;
  return { start, end: start + /^[^\S\r\n]*/.exec(c.source.slice(start))![0].length, text: ` ${name}` };
}
