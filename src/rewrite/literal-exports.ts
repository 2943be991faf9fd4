import type { ExportAssignment, PropertyFacts } from '../analyse/facts.js';
import type { Range } from '../range.js';
import { skipTrivia } from '../analyse/ranges.js';
import type { NamedExport } from '../decide/plan.js';
import { declarationHead, valueStart } from './declaration-head.js';
import { indentationAt } from './lines.js';
import { memberName } from './names.js';
import { exportList } from './print.js';
import { reexportText } from './reexport.js';
import type { RewriteContext } from './transform.js';

/** The most characters of a list on one line. */
const MAX_LIST = 80;

/** Turns `module.exports = { … }` into named exports. */
export class LiteralRewriter {
  constructor(
    private readonly context: RewriteContext,
    private readonly byKey: ReadonlyMap<string, NamedExport>,
  ) {}

  /** `module.exports = { … }`: one export list, or the pieces of the literal one by one. */
  run(a: ExportAssignment): void {
    const { edits, facts, source } = this.context;
    const properties = a.value.properties ?? [];
    const statement =
      a.container.kind === 'statement'
        ? a.container.range
        : a.container.kind === 'declarator'
          ? facts.declarations[a.container.declaration]!.range
          : a.range;
    if (properties.length === 0) {
      if (a.container.kind === 'declarator' && facts.declarations[a.container.declaration]!.declarators.length > 1) {
        removeDeclarator(this.context, facts.declarations[a.container.declaration]!.declarators, a.container.index);
      } else edits.removeStatement(statement, { keepComments: true });
      return;
    }
    const open = source.indexOf('{', a.value.range.start);
    if (properties.every((p) => this.isListed(p))) {
      edits.replace(
        { start: statement.start, end: valueStart(source, statement.start, a.value.range.start) },
        'export ',
      );
      edits.remove({ start: a.value.range.start, end: open });
      for (const p of properties) this.listEntry(p);
      this.closeParenthesis(a.value.range);
      return;
    }
    this.pieces(properties, statement, a.value.range, open);
  }

  /** Drops the parenthesis after `module.exports = ({ … })`. */
  private closeParenthesis(value: Range): void {
    const { edits, source } = this.context;
    const close = source.lastIndexOf('}', value.end - 1) + 1;
    if (close < value.end) edits.remove({ start: close, end: value.end });
  }

  private isListed(p: PropertyFacts): boolean {
    const { kind } = this.byKey.get(p.key!)!;
    return kind === 'binding' || kind === 'import';
  }

  /** `a` stays, `k: a` becomes `a as k`. */
  private listEntry(p: PropertyFacts): void {
    const { edits, style } = this.context;
    const name = this.byKey.get(p.key!)!;
    if (p.shorthand) {
      if (name.local !== p.key) edits.replace(p.range, `${name.local} as ${memberName(name.key, style)}`);
      return;
    }
    const text = name.local === name.key ? name.local : `${name.local} as ${memberName(name.key, style)}`;
    const comments = this.commentsBetween(p);
    edits.replaceWith(p.range, () => comments + text, { dropEdits: true });
  }

  /** Comments between a key and its value are kept. */
  private commentsBetween(p: PropertyFacts): string {
    const between = this.context.source.slice(p.keyRange.end, p.value!.range.start);
    const found = between.match(/\/\*[^]*?\*\//g);
    return found ? found.join(' ') + ' ' : '';
  }

  private pieces(properties: PropertyFacts[], statement: Range, value: Range, open: number): void {
    const { edits, source, style, semi } = this.context;
    const first = properties[0]!;
    const last = properties[properties.length - 1]!;
    const indent = indentationAt(source, first.range.start);
    const outer = indentationAt(source, statement.start);
    const cast = source.slice(valueStart(source, statement.start, value.start), value.start).trimEnd();
    edits.replace(
      { start: statement.start, end: this.bodyStart(open, first.range.start) },
      cast === '' ? '' : cast + style.eol,
    );
    const lists = this.lists(properties);
    properties.forEach((p, i) => {
      const list = lists[i];
      const next = properties[i + 1];
      if (list && list !== lists[i - 1])
        edits.insertBefore(p.range.start, list.broken ? `export {${style.eol}${style.indent}` : 'export { ');
      const endsList = list !== undefined && list !== lists[i + 1];
      let isDeclaration = false;
      if (list) this.listEntry(p);
      else isDeclaration = this.piece(p);
      const close = list?.broken ? `${style.trailingComma ? ',' : ''}${style.eol}}${semi}` : ` }${semi}`;
      const end = list && !endsList ? ',' : list ? close : isDeclaration ? '' : semi;
      const extra = list ? '' : this.separateName(p);
      if (!next) return this.afterLast(last, statement, end + extra);
      const comma = skipTrivia(source, p.range.end);
      edits.replace({ start: comma, end: comma + 1 }, end + extra);
      const gap = { start: comma + 1, end: next.range.start };
      if (list && !endsList) edits.replace(gap, list.broken ? style.eol + style.indent : ' ');
      else if (!/[\r\n]/.test(source.slice(gap.start, gap.end))) edits.replace(gap, style.eol);
    });
    if (indent.length > outer.length && indent.startsWith(outer)) {
      edits.dedent(
        { start: first.range.start, end: statement.end },
        indent.slice(outer.length),
        this.templates(properties),
      );
      const from = this.bodyStart(open, first.range.start);
      edits.dedent({ start: from, end: first.range.start }, indent.slice(outer.length));
    }
  }

  /** The export list that each property goes to: one for those that follow each other with no comment between. */
  private lists(properties: PropertyFacts[]): ({ broken: boolean } | undefined)[] {
    const { source } = this.context;
    const lists: ({ broken: boolean } | undefined)[] = [];
    let length = 0;
    properties.forEach((p, i) => {
      const previous = properties[i - 1];
      const isJoined = previous && lists[i - 1] && /^\s*,\s*$/.test(source.slice(previous.range.end, p.range.start));
      length = (isJoined ? length : 0) + p.range.end - p.range.start + 2;
      const list = this.isListed(p) ? (isJoined ? lists[i - 1] : { broken: false }) : undefined;
      if (list && length > MAX_LIST) list.broken = true;
      lists.push(list);
    });
    return lists;
  }

  /** Template literals and continued strings keep their lines. */
  private templates(properties: PropertyFacts[]): Range[] {
    const { source } = this.context;
    const ranges: Range[] = [];
    for (const p of properties) {
      const text = source.slice(p.range.start, p.range.end);
      for (const match of text.matchAll(
        /`(?:[^`\\]|\\[^])*`|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|\/\*[^]*?\*\/|\/\/[^\n]*/g,
      )) {
        if (match[0].startsWith('/')) continue;
        if (/[\r\n]/.test(match[0]))
          ranges.push({ start: p.range.start + match.index, end: p.range.start + match.index + match[0].length });
      }
    }
    return ranges;
  }

  /** After the brace and the rest of its line, so that comments above the first property stay with it. */
  private bodyStart(open: number, first: number): number {
    const { source } = this.context;
    const rest = /^[^\S\r\n]*(\r\n|\n|\r)/.exec(source.slice(open + 1, first));
    if (rest) return open + 1 + rest[0].length;
    const spaces = /^[^\S\r\n]*/.exec(source.slice(open + 1, first))![0];
    return open + 1 + spaces.length;
  }

  private afterLast(last: PropertyFacts, statement: Range, text: string): void {
    const { edits, source } = this.context;
    let at = skipTrivia(source, last.range.end);
    const hasComma = source[at] === ',';
    const commaAt = at;
    if (hasComma) at = skipTrivia(source, at + 1);
    // Comments between the last property and the brace stay; the brace and what follows of the statement go.
    const tailStart = hasComma ? commaAt + 1 : last.range.end;
    const tail = source.slice(tailStart, at).trimEnd();
    if (hasComma)
      edits.replace({ start: last.range.end, end: commaAt + 1 }, source.slice(last.range.end, commaAt) + text);
    else edits.insertAfter(last.range.end, text);
    edits.remove({ start: tailStart + tail.length, end: statement.end });
  }

  /** One property as a declaration or re-export. @returns true when it needs no semicolon */
  private piece(p: PropertyFacts): boolean {
    const { edits, source } = this.context;
    const name = this.byKey.get(p.key!)!;
    const prefix = name.local === name.key ? 'export ' : '';
    if (name.kind === 'reexport') {
      edits.replaceWith(p.range, () => reexportText(this.context, name), { dropEdits: true });
      return true;
    }
    if (p.kind === 'method') {
      const keywords = `${p.async ? 'async ' : ''}function${p.generator ? '*' : ''} `;
      if (name.kind !== 'const' || name.keepsText) {
        edits.replace(
          { start: p.range.start, end: p.paramsAt! },
          `${prefix}${name.kind} ${name.local} = ${keywords.trimEnd()} `,
        );
        return false;
      }
      edits.replace({ start: p.range.start, end: p.paramsAt! }, `${prefix}${keywords}${name.local}`);
      return true;
    }
    const value = p.value!;
    if (p.shorthand) {
      edits.replace(p.range, `${prefix}${name.kind} ${name.local} = ${source.slice(p.range.start, p.range.end)}`);
      return false;
    }
    return declarationHead(this.context, name, p.range.start, value);
  }

  /** `export { local as key }` behind a declaration whose name could not be the key. */
  private separateName(p: PropertyFacts): string {
    const { style } = this.context;
    const name = this.byKey.get(p.key!)!;
    if (name.local === name.key || name.kind === 'reexport') return '';
    return style.eol + exportList([{ local: name.local, exported: name.key }], style);
  }
}

/** Takes one declarator out of a declaration of several. */
export function removeDeclarator({ edits }: RewriteContext, declarators: Range[], index: number): void {
  const start = index === 0 ? declarators[0]!.start : declarators[index - 1]!.end;
  const end = index === 0 ? declarators[1]!.start : declarators[index]!.end;
  edits.remove({ start, end }, { dropEdits: true });
}
