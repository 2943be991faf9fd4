import type * as t from '@babel/types';
import { callOf } from '../places.js';
import type { ScopeInfo } from '../scope.js';
import { isFunctionNode, parentOf, type Node } from '../tree.js';
import { propertyKey } from '../uses.js';
import type { TextEdit } from '../sloppy/text-edits.js';
import { copyingFunction } from './clone-loops.js';

/** Another way to write what makes a namespace: a function that is called at once and fills an object. */
export interface ModuleForm {
  /** The global that it makes. */
  name: string;
  /** The function that goes with its only call: nothing else may know its name. */
  maker: string | null;
  edits: TextEdit[];
}

/**
 * Finds what means the same as `var M = (function () { var my = {}; …; return my; })();`:
 * - `function makeM() {…}` and, right behind it, `var M = makeM();`, its only use;
 * - `var M = $.extend({}, OLD, { a: … });` at the top level;
 * - `var my = $.extend({}, OLD);` in a function, for `var my = {}; $.extend(my, OLD);`.
 */
export function moduleForms(program: t.Program, source: string, scopes: ScopeInfo): ModuleForm[] {
  return program.body.flatMap((statement, i) => {
    const made = declared(statement);
    if (!made) return [];
    const form =
      calledOnce(program.body[i - 1], made, source, scopes) ?? clonedAtTop(made, source) ?? clonedInside(made, source);
    return form ? [form] : [];
  });
}

/** `var M = value` */
interface Made {
  id: t.Identifier;
  value: t.Expression;
}

function declared(statement: t.Statement): Made | null {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return null;
  const { id, init } = statement.declarations[0]!;
  return id.type === 'Identifier' && init ? { id, value: init } : null;
}

function calledOnce(
  before: t.Statement | undefined,
  { id, value }: Made,
  source: string,
  scopes: ScopeInfo,
): ModuleForm | null {
  if (before?.type !== 'FunctionDeclaration' || before.async || before.generator || !before.id) return null;
  if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier') return null;
  const { callee } = value;
  const references = scopes.declared.get(before.id)?.references ?? [];
  if (callee.name !== before.id.name || references.length !== 1 || references[0]!.node !== callee) return null;
  const statement = parentOf(parentOf(id)!)!;
  if (source.slice(before.end!, statement.start!).trim() !== '') return null;
  const head = source.slice(statement.start!, value.start!);
  return {
    name: id.name,
    maker: callee.name,
    edits: [
      { start: before.start!, end: before.id.end!, text: `${head}(function ` },
      { start: before.end!, end: callee.end!, text: ')' },
    ],
  };
}

/** `EXT({}, OLD)`, `EXT({}, OLD, { a: … })`; how `EXT` is written, `OLD`, and the literal. */
function cloning(value: t.Expression, source: string): { copy: string; own: t.ObjectProperty[] } | null {
  if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return null;
  const [target, old, own, ...others] = value.arguments;
  const isEmpty = target?.type === 'ObjectExpression' && target.properties.length === 0;
  if (!copyingFunction(value.callee) || !isEmpty || old?.type !== 'Identifier' || others.length > 0) return null;
  if (own && own.type !== 'ObjectExpression') return null;
  const properties = own?.properties ?? [];
  const isPlain = (p: (typeof properties)[number]): p is t.ObjectProperty =>
    p.type === 'ObjectProperty' &&
    !p.shorthand &&
    p.key.type === 'Identifier' &&
    propertyKey(p) !== null &&
    isStill(p.value);
  if (!properties.every(isPlain)) return null;
  const { callee } = value;
  return {
    copy: `${source.slice(callee.start!, callee.end!)}(MY, ${old.name});`,
    own: properties as t.ObjectProperty[],
  };
}

/** A value that may as well be made after the copies: nothing runs, and nothing is read of an object. */
const isStill = (value: Node): boolean =>
  isFunctionNode(value) || value.type === 'Identifier' || /^(?:String|Numeric|Boolean|Null)Literal$/.test(value.type);

function clonedAtTop({ id, value }: Made, source: string): ModuleForm | null {
  const found = cloning(value, source);
  if (!found) return null;
  const name = ['my', '_my', '$my'].find(
    (n) => !new RegExp(`(?<![\\w$])${n.replace('$', '\\$')}(?![\\w$])`).test(source),
  );
  if (name === undefined) return null;
  const { own } = found;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const indent = own[0] ? /[^\S\n]*$/.exec(source.slice(0, own[0].start!))![0] : '  ';
  const next = `${eol}${indent || '  '}`;
  const edits: TextEdit[] = [];
  const first = own[0]?.start ?? value.end!;
  const start = `(function () {${next}var ${name} = {};${next}${found.copy.replace('MY', name)}`;
  edits.push({ start: value.start!, end: first, text: start + (own[0] ? `${next}${name}.` : '') });
  own.forEach((property, i) => {
    edits.push({ start: property.key.end!, end: property.value.start!, text: ' = ' });
    const after = own[i + 1];
    edits.push({ start: property.end!, end: after?.start ?? value.end!, text: after ? `;${next}${name}.` : ';' });
  });
  const end = `${next}return ${name};${eol}})()`;
  if (own.length === 0) edits[0]!.text += end;
  else edits.at(-1)!.text += end;
  const isQuiet = edits.every((e) => !/\/[/*]/.test(source.slice(e.start, e.end)));
  if (!isQuiet) return null;
  return { name: id.name, maker: null, edits };
}

function clonedInside({ id, value }: Made, source: string): ModuleForm | null {
  if (value.type !== 'CallExpression') return null;
  const callee = value.callee.type === 'MemberExpression' ? value.callee.object : value.callee;
  const isCalled = isFunctionNode(callee) && callOf(callee) === value;
  const body: Node | null = isCalled ? callee.body : null;
  if (body?.type !== 'BlockStatement') return null;
  const returned = body.body.at(-1);
  const my =
    returned?.type === 'ReturnStatement' && returned.argument?.type === 'Identifier' ? returned.argument : null;
  for (const inner of body.body) {
    const made = declared(inner);
    const found = made && made.id.name === my?.name ? cloning(made.value, source) : null;
    if (!made || !found || found.own.length > 0) continue;
    const indent = /[^\S\n]*$/.exec(source.slice(0, inner.start!))![0];
    const eol = source.includes('\r\n') ? '\r\n' : '\n';
    const isEnded = source[inner.end! - 1] === ';';
    const text = `{};${eol}${indent}${found.copy.replace('MY', made.id.name)}`;
    const { start, end } = made.value;
    return { name: id.name, maker: null, edits: [{ start: start!, end: isEnded ? inner.end! : end!, text }] };
  }
  return null;
}
