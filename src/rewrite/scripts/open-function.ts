import type * as t from '@babel/types';
import type { Iife } from '../../analyse/scripts/iife.js';
import { rangeOf } from '../../analyse/ranges.js';
import { childNodes, type Node } from '../../analyse/tree.js';
import type { Edits, Inner, Range } from '../edits.js';
import { triviaAfter } from '../comments.js';
import { indentationAt, lineStart, isBlank } from '../lines.js';
import type { Style } from '../../analyse/style.js';

/**
 * Takes away the function around the body of an immediately called function and moves its lines left by one level.
 * @param lines statements to put first (what is left of the parameters)
 * @param tail what takes the place of the trailing `return`; '' removes it
 * @returns the ranges that are gone
 */
export function openFunction(
  edits: Edits,
  iife: Pick<Iife, 'statement' | 'body' | 'returned'>,
  lines: readonly (string | ((inner: Inner) => string))[],
  tail: string | ((inner: Inner) => string),
  style: Style,
  program: t.Program,
): Range[] {
  const { source } = edits;
  const { statement, body, returned } = iife;
  const outer = indentationAt(source, statement.start!);
  const gone: Range[] = [];
  const strict = body.directives.filter((d) => d.value.value === 'use strict');
  // The directive goes with the head when nothing stands between.
  let contentStart = body.start! + 1;
  for (const directive of strict) {
    const isFirst =
      triviaAfter(source, contentStart).end === directive.start! &&
      triviaAfter(source, contentStart).comments.length === 0;
    if (isFirst) contentStart = directive.end!;
    else edits.removeStatement(rangeOf(directive), { keepComments: true });
  }
  let contentEnd = body.end! - 1;
  if (returned && tail === '') contentEnd = source.slice(0, returned.start!).trimEnd().length;
  else contentEnd = source.slice(0, contentEnd).trimEnd().length;
  const first = contentStart + /^\s*/.exec(source.slice(contentStart))![0].length;
  const isEmpty = first >= contentEnd;
  const bodyLine = lineStart(source, first);
  const startsLine = isBlank(source.slice(bodyLine, first)) && bodyLine > statement.start!;
  const from = isEmpty ? first : startsLine ? bodyLine : first;
  const before =
    lines.length > 0
      ? (inner: Inner): string =>
          lines.map((l) => outer + (typeof l === 'string' ? l : l(inner))).join(style.eol) + style.eol
      : '';

  let start = statement.start!;
  const empty = program.body.find(
    (s) => s.type === 'EmptyStatement' && s.end! <= start && isBlank(source.slice(s.end!, start)),
  );
  if (empty) start = empty.start!;
  // `;(function () {` on a line of its own: the semicolon kept the parenthesis from the line before.
  else if (/(?:^|\n)[^\S\n]*;$/.test(source.slice(0, start)) && !continues.test(source[first]!)) start--;
  if (isEmpty) {
    edits.removeStatement({ start, end: statement.end! }, { dropEdits: true });
    return [rangeOf(statement)];
  }
  // The lines bring their own indentation.
  const indent = isBlank(source.slice(lineStart(source, start), start)) ? lineStart(source, start) : start;
  const bare = indent < start && !startsLine ? source.slice(indent, start) : '';
  start = indent;
  edits.remove({ start, end: from });
  if (bare !== '') edits.insertBefore(start, bare);
  if (before !== '') edits.insertBefore(start, before);
  edits.remove({ start: contentEnd, end: statement.end! });
  if ((returned === null || tail !== '') && runsOn(iife, source)) edits.insertAfter(contentEnd, ';', 1);
  gone.push({ start, end: from }, { start: contentEnd, end: statement.end! });
  if (returned && tail !== '') {
    const last = rangeOf(returned);
    const render = (inner: Inner): string => (typeof tail === 'string' ? tail : tail(inner));
    edits.replaceWith(
      last,
      (inner) =>
        render(inner)
          .split(style.eol)
          .join(style.eol + outer),
      { dropEdits: true },
    );
    gone.push(last);
  }
  const inner = indentationAt(source, first);
  if (startsLine && inner.startsWith(outer) && inner.length > outer.length) {
    edits.dedent({ start: from, end: contentEnd }, inner.slice(outer.length), literalsIn(body));
  }
  return gone;
}

/** The last statement of the body has no semicolon, and what follows the call would continue it. */
function runsOn({ statement, body }: Pick<Iife, 'statement' | 'body'>, source: string): boolean {
  const last = body.body.at(-1)!;
  const endsItself = /^(?:Function|Class)Declaration$|^(?:Block|If|For|ForIn|ForOf|While|Switch|Try|Labeled)Statement$/;
  if (source[last.end! - 1] === ';' || endsItself.test(last.type)) return false;
  const next = /^[^\S\r\n]*(?:\/\/[^\r\n]*)?(\r?\n\s*)?(\S?)/.exec(source.slice(statement.end!))!;
  return next[1] === undefined ? next[2] !== '' : continues.test(next[2]!);
}

/** A line that starts so goes on with the statement before it. */
const continues = /[([`+\-/*]/;

/** Literals that go on over lines: their text is their value. */
function literalsIn(node: Node): Range[] {
  const ranges: Range[] = [];
  const visit = (at: Node): void => {
    if (
      at.type === 'TemplateLiteral' ||
      (at.type === 'StringLiteral' && at.loc && at.loc.end.line > at.loc.start.line)
    ) {
      ranges.push(rangeOf(at));
      return;
    }
    childNodes(at).forEach(visit);
  };
  visit(node);
  return ranges;
}
