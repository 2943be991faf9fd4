import type * as t from '@babel/types';
import { parse } from './parse.js';
import { analyseScopes } from './scope-pass.js';
import type { ScopeInfo } from './scope.js';
import type { TextEdit } from './sloppy/text-edits.js';
import type { Range } from './range.js';
import { parentOf } from './tree.js';

/** A file without some of its statements, and the module that holds them. */
export interface MovedStatements {
  /** Edits of the file, in text order: the statements go, a require() of the new module stands where the last one stood. */
  edits: TextEdit[];
  /** The text of the new module, CommonJS like the file. */
  text: string;
  /** Where the first statement stood. */
  at: number;
}

/**
 * Takes top-level statements of a CommonJS file into a module of their own, in the same folder. Exact where the
 * statements share nothing with the rest but what both may require, and bindings that nobody writes again: the new module
 * exports those. Source: semantics 4.2, extraction (probe O01).
 * @param moved indexes of the statements, ascending
 * @param isRequire for each statement: it only binds what it requires
 * @param specifier how the file names the new module
 * @returns null where the statements cannot be taken out
 */
export function moveStatements(
  path: string,
  source: string,
  moved: readonly number[],
  isRequire: readonly boolean[],
  specifier: string,
): MovedStatements | null {
  const parsed = parse(source, path);
  if ('message' in parsed) return null;
  const { body, directives } = parsed.program.program;
  const statements = moved.map((index) => body[index]!);
  const scopes = analyseScopes(parsed.program, source);
  if (usesItsModule(scopes, statements)) return null;
  const lines = statements.map((statement) => wholeLines(source, statement, parsed.program));
  if (lines.includes(null)) return null;
  const first = statements[0]!;
  const required = new Set<t.Statement>();
  const exported: string[] = [];
  for (const binding of scopes.bindings) {
    if (binding.scope !== scopes.program) continue;
    const homes = new Set(binding.declarations.map((id) => body.find((s) => contains(s, id))!));
    const isMoved = [...homes].some((home) => statements.includes(home));
    const users = binding.references.map(({ node }) => statements.some((s) => contains(s, node)));
    if (homes.size === 1 && !users.includes(!isMoved)) continue;
    const [home] = homes;
    if (homes.size !== 1 || binding.isWritten) return null;
    if (isMoved) exported.push(binding.name);
    else if (isRequire[body.indexOf(home!)] && home!.start! < first.start!) required.add(home!);
    else return null;
  }
  const style = styleOf(source, statements[statements.length - 1]!);
  const copies = body.filter((s) => required.has(s)).map((s) => source.slice(s.start!, s.end!));
  const own = lines.map((range) => source.slice(range!.start, range!.end).trimEnd());
  const exportsText = exported.map((name) => `exports.${name} = ${name}${style.semi}`);
  const strict = directives.filter((d) => d.value.value === 'use strict').map((d) => source.slice(d.start!, d.end!));
  const text = [strict, copies, own, exportsText]
    .filter((part) => part.length > 0)
    .map((part) => part.join(style.eol) + style.eol)
    .join(style.eol);
  const call = `require(${style.quote}${specifier}${style.quote})${style.semi}${style.eol}`;
  const names = exported.length > 0 ? `const { ${exported.join(', ')} } = ` : '';
  const edits = lines.map((range, i): TextEdit => {
    const isLast = i === lines.length - 1;
    return isLast ? { ...range!, text: names + call } : { ...withBlankLine(source, range!), text: '' };
  });
  return { edits, text, at: first.start! };
}

const startOfLine = (source: string, at: number): number => (at === 0 ? 0 : source.lastIndexOf('\n', at - 1) + 1);

const contains = (outer: t.Node, inner: t.Node): boolean => outer.start! <= inner.start! && inner.end! <= outer.end!;

/** The statements use what is the file's own: its exports, `this`, its name, its `return`, or what only eval can see. */
function usesItsModule(scopes: ScopeInfo, statements: readonly t.Statement[]): boolean {
  const isInside = (node: t.Node): boolean => statements.some((s) => contains(s, node));
  const own = ['module', 'exports', 'arguments', '__filename'].flatMap((name) => scopes.free.get(name) ?? []);
  const otherRequires = (scopes.free.get('require') ?? []).filter(({ node }) => !isPlainRequire(node));
  return (
    [...own, ...otherRequires].some(({ node }) => isInside(node)) ||
    [...scopes.topLevelThis.map(({ node }) => node), ...scopes.topLevelReturns, ...scopes.evals].some(isInside)
  );
}

function isPlainRequire(node: t.Node): boolean {
  const call = parentOf(node);
  return call?.type === 'CallExpression' && call.callee === node && call.arguments[0]?.type === 'StringLiteral';
}

/** The lines of a statement with the comments that belong to it; null where it shares a line with other code. */
function wholeLines(source: string, statement: t.Statement, { comments }: t.File): Range | null {
  let start = startOfLine(source, statement.start!);
  const newline = source.indexOf('\n', statement.end!);
  const end = newline < 0 ? source.length : newline + 1;
  if (source.slice(start, statement.start!).trim() !== '') return null;
  const rest = source.slice(statement.end!, end).trim();
  if (rest !== '' && !rest.startsWith('//')) return null;
  // A comment right above belongs to the statement, unless it is the head of the file.
  for (const comment of [...(comments ?? [])].reverse()) {
    if (comment.end! > start || source.slice(comment.end!, start).replace(/\r/g, '') !== '\n') continue;
    const line = startOfLine(source, comment.start!);
    if (line === 0 || source.slice(line, comment.start!).trim() !== '') break;
    start = line;
  }
  return { start, end };
}

/** One of two blank lines goes with the statement between them. */
function withBlankLine(source: string, { start, end }: Range): Range {
  const isBlankBefore = start === 0 || /\n\r?\n$/.test(source.slice(0, start));
  const blank = /^\r?\n/.exec(source.slice(end));
  return isBlankBefore && blank ? { start, end: end + blank[0].length } : { start, end };
}

function styleOf(source: string, last: t.Statement): { quote: string; semi: string; eol: string } {
  const quote = /require\(\s*(["'`])/.exec(source)?.[1] ?? "'";
  const isOpen = /^\s*[([`/+-]/.test(source.slice(last.end!));
  return {
    quote: quote === '`' ? "'" : quote,
    semi: isOpen || source[last.end! - 1] === ';' ? ';' : '',
    eol: source.includes('\r\n') ? '\r\n' : '\n',
  };
}
