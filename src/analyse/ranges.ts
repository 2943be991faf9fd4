import type { Range } from '../range.js';
import type { Node } from './tree.js';

interface ParenthesisExtra {
  parenthesized?: boolean;
  parenStart?: number;
  /** Written by `closeParentheses`: the offset after the outermost closing parenthesis. */
  parenEnd?: number;
}

/** The range of a node without parentheses around it. */
export function rangeOf(node: Node): Range {
  return { start: node.start!, end: node.end! };
}

/** The range of an expression with the parentheses around it. */
export function outerRange(node: Node): Range {
  const extra = node.extra as ParenthesisExtra | undefined;
  if (!extra?.parenthesized || extra.parenStart === undefined) return rangeOf(node);
  return { start: extra.parenStart, end: extra.parenEnd ?? node.end! };
}

/**
 * Babel notes where the outermost parentheses around an expression open, but not where they close.
 * Finds the end by skipping white space and comments, once for each pair.
 */
export function closeParentheses(source: string, node: Node): void {
  const extra = node.extra as ParenthesisExtra | undefined;
  if (!extra?.parenthesized || extra.parenStart === undefined) return;
  let end = node.end!;
  for (let at = extra.parenStart; at < node.start! && source[at] === '('; at = skipTrivia(source, at + 1)) {
    const close = skipTrivia(source, end);
    if (source[close] !== ')') break;
    end = close + 1;
  }
  extra.parenEnd = end;
}

/**
 * Ends a statement before a semicolon that stands on a later line: parsers count the semicolon of `\n;[1].map(f)` to the
 * statement above, but it protects the statement below.
 */
export function dropNextLinesSemicolon(source: string, node: Node): void {
  if (source.charCodeAt(node.end! - 1) !== 59 /* ; */) return;
  const last = node.type === 'VariableDeclaration' ? node.declarations.at(-1) : node;
  let end = (last?.type === 'ExpressionStatement' ? last.expression : last)!.end!;
  if (end === node.end! - 1) return;
  let next = skipTrivia(source, end);
  while (source[next] === ')') {
    end = next + 1;
    next = skipTrivia(source, end);
  }
  if (next === node.end! - 1 && /[\r\n]/.test(source.slice(end, next))) node.end = end;
}

/** The offset of the first character at or after `from` that is neither white space nor in a comment. */
export function skipTrivia(source: string, from: number): number {
  let at = from;
  for (;;) {
    const rest = source.charCodeAt(at);
    if (rest === 47 /* / */ && source[at + 1] === '/') {
      while (at < source.length && !/[\n\r\u2028\u2029]/.test(source[at]!)) at++;
    } else if (rest === 47 && source[at + 1] === '*') {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 ? source.length : end + 2;
    } else if (at < source.length && /\s/.test(source[at]!)) at++;
    else return at;
  }
}
