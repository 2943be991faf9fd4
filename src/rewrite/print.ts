import type { types } from 'recast';
import { isIdentifierName } from '../analyse/identifier-names.js';
import { memberName, stringLiteral } from './names.js';
import { printNode, recast } from './recast.js';
import { styleWith, type Style } from '../analyse/style.js';

/** The longest line that a list of specifiers may make. */
export const MAX_COLUMNS = 100;

export interface ImportedName {
  imported: string;
  local: string;
}

export interface ExportedName {
  local: string;
  exported: string;
}

export interface NewImport {
  from: string;
  /** The local name of the default import. */
  default?: string;
  /** The local name of the namespace; may not stand beside `named`. */
  namespace?: string;
  named?: readonly ImportedName[];
  /** Import attributes: `{ type: 'json' }`. */
  attributes?: Readonly<Record<string, string>>;
  /** `import type`, for TypeScript. */
  typeOnly?: boolean;
}

/** An import declaration without a line end. Neither default, namespace nor names: an import for its effects. */
export function importDeclaration(wanted: NewImport, style: Style): string {
  const named = wanted.named ?? [];
  if (wanted.namespace !== undefined && named.length > 0) throw new Error('A namespace import has no named imports');
  const plain = plainImport(wanted, named, style);
  if (plain !== null && plain.length <= MAX_COLUMNS) return plain;
  const { builders: b } = recast().types;
  const specifiers = named.map(({ imported, local }) =>
    b.importSpecifier(b.identifier(memberName(imported, style)), b.identifier(local)),
  );
  const node = b.importDeclaration(
    [
      ...(wanted.default === undefined ? [] : [b.importDefaultSpecifier(b.identifier(wanted.default))]),
      ...(wanted.namespace === undefined ? [] : [b.importNamespaceSpecifier(b.identifier(wanted.namespace))]),
      ...specifiers,
    ],
    b.stringLiteral(wanted.from),
    wanted.typeOnly ? 'type' : 'value',
  );
  return fitted(statement(node, style, attributesClause(wanted.attributes, style)), specifiers, style);
}

/**
 * The everyday import on one line; null for one that needs more care. Making and printing a node takes recast 0.2 ms, as
 * long as parsing a small file.
 */
function plainImport(wanted: NewImport, named: readonly ImportedName[], style: Style): string | null {
  if (wanted.attributes || wanted.typeOnly || !named.every(({ imported }) => isIdentifierName(imported))) return null;
  const parts: string[] = [];
  if (wanted.default !== undefined) parts.push(wanted.default);
  if (wanted.namespace !== undefined) parts.push(`* as ${wanted.namespace}`);
  if (named.length > 0)
    parts.push(
      plainList(
        named.map((n) => [n.imported, n.local]),
        style,
      ),
    );
  const from = stringLiteral(wanted.from, style);
  return `import ${parts.length > 0 ? `${parts.join(', ')} from ` : ''}${from}${style.semi ? ';' : ''}`;
}

/** `{ a, b as c }` */
function plainList(pairs: readonly (readonly [string, string])[], style: Style): string {
  const space = style.bracketSpacing ? ' ' : '';
  return `{${space}${pairs.map(([name, as]) => (name === as ? name : `${name} as ${as}`)).join(', ')}${space}}`;
}

/** `import { a, b as c } from 'from';` */
export const importNamed = (named: readonly ImportedName[], from: string, style: Style): string =>
  importDeclaration({ from, named }, style);

/** `export { a, b as c };` or, with `from`, `export { a, b as c } from 'from';` */
export function exportList(names: readonly ExportedName[], style: Style, from?: string): string {
  if (names.length > 0 && names.every((n) => isIdentifierName(n.local) && isIdentifierName(n.exported))) {
    const list = plainList(
      names.map((n) => [n.local, n.exported]),
      style,
    );
    const plain = `export ${list}${from === undefined ? '' : ` from ${stringLiteral(from, style)}`}${style.semi ? ';' : ''}`;
    if (plain.length <= MAX_COLUMNS) return plain;
  }
  const { builders: b } = recast().types;
  const specifiers = names.map(({ local, exported }) =>
    // String names as identifiers that hold their quotes: recast refuses or loses string literals here.
    b.exportSpecifier.from({
      local: b.identifier(memberName(local, style)),
      exported: b.identifier(memberName(exported, style)),
    }),
  );
  const source = from === undefined ? null : b.stringLiteral(from);
  return fitted(statement(b.exportNamedDeclaration(null, specifiers, source), style), specifiers, style);
}

/** `export * from 'from';` or, with `as`, `export * as ns from 'from';` */
export function exportAll(from: string, style: Style, as?: string): string {
  const { builders: b } = recast().types;
  const exported = as === undefined ? null : b.identifier(memberName(as, style));
  return statement(b.exportAllDeclaration(b.stringLiteral(from), exported), style);
}

/**
 * Whether `export default` would read the start of an expression as a declaration: `function () {}()`, `class {}.name`.
 * Only for expressions that are not a function or class as a whole.
 */
export function needsParenthesesAfterDefault(expression: string): boolean {
  return /^(?:\s|\/\*[^]*?\*\/|\/\/.*)*(?:function|class|async(?:[^\S\r\n]|\/\*.*?\*\/)+function)(?![\p{ID_Continue}$])/u.test(
    expression,
  );
}

/** Prints a declaration on one line; `clause` goes before the semicolon. recast 0.23 drops import attributes. */
function statement(node: types.namedTypes.Node, style: Style, clause = ''): string {
  const text = printNode(node, styleWith(style, { semi: false }));
  return text + clause + (style.semi ? ';' : '');
}

function attributesClause(attributes: NewImport['attributes'], style: Style): string {
  if (!attributes) return '';
  const pairs = Object.entries(attributes).map(
    ([key, value]) => `${isIdentifierName(key) ? key : stringLiteral(key, style)}: ${stringLiteral(value, style)}`,
  );
  const space = style.bracketSpacing ? ' ' : '';
  return ` with {${space}${pairs.join(', ')}${space}}`;
}

/** Sets the specifiers of a line that is too long on lines of their own. recast never breaks export lists. */
function fitted(line: string, specifiers: readonly types.namedTypes.Node[], style: Style): string {
  if (line.length <= MAX_COLUMNS || specifiers.length === 0) return line;
  const names = specifiers.map((specifier) => printNode(specifier, style));
  const list = braces(names, style);
  const at = line.indexOf(list);
  return line.slice(0, at) + braces(names, style, true) + line.slice(at + list.length);
}

/** A list in braces, as the file writes such lists: on one line, or each member on a line of its own. */
export function braces(members: readonly string[], style: Style, broken = false): string {
  if (members.length === 0) return '{}';
  const space = style.bracketSpacing ? ' ' : '';
  if (!broken) return `{${space}${members.join(', ')}${space}}`;
  const lines = members.map((member) => style.indent + member).join(`,${style.eol}`);
  return `{${style.eol}${lines}${style.trailingComma ? ',' : ''}${style.eol}}`;
}
