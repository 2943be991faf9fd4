import type * as t from '@babel/types';
import { parse } from '../analyse/parse.js';
import { rangeOf } from '../analyse/ranges.js';
import { analyseScopes } from '../analyse/scope-pass.js';
import type { ScopeInfo } from '../analyse/scope.js';
import type { TextEdit } from '../analyse/sloppy/text-edits.js';
import { parentOf } from '../analyse/tree.js';
import { isAloneOnLine } from './lines.js';
import { movedRequires } from './moved-requires.js';
import { continuesStatement, gapSpace, withComments } from './remove-statement.js';
import { detectStyle } from '../analyse/style.js';

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
 * exports those. Measured: O01 (`docs/measured.md`).
 * @param moved indexes of the statements, ascending
 * @param isRequire for each statement: it only binds what it requires
 * @param isCopyable for each statement: required twice, it gives the same
 * @param specifier how the file names the new module
 * @returns null where the statements cannot be taken out
 */
export function moveStatements(
  path: string,
  source: string,
  moved: readonly number[],
  isRequire: readonly boolean[],
  isCopyable: (index: number) => boolean,
  specifier: string,
): MovedStatements | null {
  const parsed = parse(source, path);
  if ('message' in parsed) return null;
  const { body, directives } = parsed.program.program;
  const statements = moved.map((index) => body[index]!);
  const scopes = analyseScopes(parsed.program, source);
  if (usesItsModule(scopes, statements)) return null;
  const ranges = moved.map((index) => {
    const previousEnd = (body[index - 1] ?? directives.at(-1))?.end ?? 0;
    return withComments(source, rangeOf(body[index]!), { previousEnd });
  });
  if (!ranges.every((range) => isAloneOnLine(source, range))) return null;
  const first = statements[0]!;
  const required = new Set<t.Statement>();
  const stillUsed = new Set<t.Statement>();
  const exported: string[] = [];
  for (const binding of scopes.bindings) {
    if (binding.scope !== scopes.program) continue;
    const homes = new Set(binding.declarations.map((id) => body.find((s) => contains(s, id))!));
    const isMoved = [...homes].some((home) => statements.includes(home));
    const users = binding.references.map(({ node }) => statements.some((s) => contains(s, node)));
    if (!isMoved && users.includes(false)) for (const home of homes) stillUsed.add(home);
    if (homes.size === 1 && !users.includes(!isMoved)) continue;
    const [home] = homes;
    if (homes.size !== 1 || binding.isWritten) return null;
    if (isMoved) exported.push(binding.name);
    else if (!isRequire[body.indexOf(home!)] || home!.start! > first.start!) return null;
    else if (isCopyable(body.indexOf(home!))) required.add(home!);
    else return null;
  }
  // What stands between the statements would read the new module's names before they are there.
  const between = body.slice(moved[0]! + 1, moved.at(-1)!).filter((s) => !statements.includes(s));
  const reads = (names: string[]): boolean =>
    scopes.references.some(
      ({ node, binding }) =>
        binding?.scope === scopes.program &&
        names.includes(binding.name) &&
        (between.some((s) => contains(s, node)) || (between.length > 0 && isInDeclaredFunction(body, node))),
    );
  if (exported.length > 0 && between.some((s) => !isRequire[body.indexOf(s)]) && reads(exported)) return null;
  if (usesOthers(scopes, required)) return null;
  const style = detectStyle(source);
  const last = ranges.at(-1)!;
  const semi = style.semi ? ';' : '';
  const copies = body.filter((s) => required.has(s)).map((s) => source.slice(s.start!, s.end!));
  const own = ranges.map((range) => source.slice(range.start, range.end));
  const exportsText = exported.map((name) => `exports.${name} = ${name}${semi}`);
  const strict = directives.filter((d) => d.value.value === 'use strict').map((d) => source.slice(d.start!, d.end!));
  const text = [strict, copies, own, exportsText]
    .filter((part) => part.length > 0)
    .map((part) => part.join(style.eol) + style.eol)
    .join(style.eol);
  const call = `require(${style.quote}${specifier}${style.quote})${continuesStatement(source, last.end) ? ';' : semi}`;
  const names = exported.length > 0 ? `const { ${exported.join(', ')} } = ` : '';
  const unused = new Set([...required].filter((s) => !stillUsed.has(s)));
  const requires = movedRequires(source, body, unused, statements);
  const removed = [...ranges.slice(0, -1), ...requires.statements].sort((x, y) => x.start - y.start);
  const space = gapSpace(source, removed, (start, end) => (start <= last.start && last.start <= end ? [last] : []));
  const edits = [...removed, ...space, ...requires.heads].map((range): TextEdit => ({ ...range, text: '' }));
  edits.push({ ...last, text: names + call });
  return { edits: edits.sort((x, y) => x.start - y.start), text, at: first.start! };
}

const contains = (outer: t.Node, inner: t.Node): boolean => outer.start! <= inner.start! && inner.end! <= outer.end!;

/** Code of a function declaration, which what stands above it may call. */
const isInDeclaredFunction = (body: readonly t.Statement[], node: t.Node): boolean =>
  body.some((s) => s.type === 'FunctionDeclaration' && contains(s, node));

/** A statement that would be copied uses what another declares: `const { [key]: a } = require('./a')`. */
function usesOthers({ bindings, program }: ScopeInfo, copied: ReadonlySet<t.Statement>): boolean {
  return [...copied].some((statement) =>
    bindings.some(
      ({ scope, declarations, references }) =>
        scope === program &&
        !declarations.some((id) => contains(statement, id)) &&
        references.some(({ node }) => contains(statement, node)),
    ),
  );
}

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
