import { posix } from 'node:path';
import type * as t from '@babel/types';
import type { WrittenScriptFact } from './facts.js';
import { rangeOf } from './ranges.js';
import { isFree, staticString } from './requested-names.js';
import type { ScopeInfo } from './scope.js';
import { constantValue } from './string-pattern.js';
import { childNodes, type Node } from './tree.js';
import { memberKey } from './uses.js';

/** Functions that make a file, with the index of the argument that names it. */
const writers: ReadonlyMap<string, number> = new Map([
  ...[
    'writeFile',
    'writeFileSync',
    'outputFile',
    'outputFileSync',
    'appendFile',
    'appendFileSync',
    'createWriteStream',
  ].map((name) => [name, 0] as const),
  ...['copyFile', 'copyFileSync', 'rename', 'renameSync'].map((name) => [name, 1] as const),
]);

const commonJs = /\b(module|exports|require|__dirname|__filename)\b/;
const surelyCommonJs = /\bmodule\.exports\b|\bexports\.[\w$]+\s*=[^=]|\brequire\(\s*['"`]/;

/** Finds the calls that write scripts which only CommonJS can hold, as far as their texts are seen. */
export function findWrittenScripts(scopes: ScopeInfo): WrittenScriptFact[] {
  return scopes.acts.flatMap(({ node }) => {
    if (node.type !== 'CallExpression') return [];
    const { callee } = node;
    const method =
      callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
    if (method === 'testdir') return scriptsOfTestFolder(node);
    const index = writers.get(method ?? '');
    const path = index === undefined ? undefined : (node.arguments[index] as Node | undefined);
    if (!path) return [];
    const folder = folderOf(path, scopes);
    const ending = lastText(path, scopes, folder === null);
    if (ending === null || !ending.endsWith('.js')) return [];
    const given = index === 0 ? (node.arguments[1] as Node | undefined) : undefined;
    const text = given ? staticString(given) : null;
    if (text !== null && !commonJs.test(text)) return [];
    const name = /([^\\/]*)\.js$/.exec(ending)![1]!;
    const isCommonJs = given !== undefined && textsIn(given, scopes).some((part) => surelyCommonJs.test(part));
    return [{ range: rangeOf(node), name: name === '' ? '*' : name, folder, isCommonJs }];
  });
}

/**
 * The scripts of tap's `t.testdir({ 'a.js': 'module.exports = 1' })`, which are written into a folder beside the test
 * (tap, "t.testdir([fixtures])"). A package.json of their own says what they are.
 */
function scriptsOfTestFolder(node: t.CallExpression): WrittenScriptFact[] {
  const found: WrittenScriptFact[] = [];
  const visit = (object: Node | undefined): void => {
    if (object?.type !== 'ObjectExpression') return;
    const entries = object.properties.flatMap((property) => {
      if (property.type !== 'ObjectProperty' || property.computed) return [];
      const { key } = property;
      const name = key.type === 'StringLiteral' ? key.value : key.type === 'Identifier' ? key.name : '';
      return [{ name, value: property.value as Node }];
    });
    if (entries.some(({ name }) => name === 'package.json')) return;
    for (const { name, value } of entries) {
      visit(value);
      if (!name.endsWith('.js') || !surelyCommonJs.test(staticString(value) ?? '')) continue;
      const folder = { base: 'tap' as const, path: '.' };
      found.push({ range: rangeOf(node), name: name.slice(0, -'.js'.length), folder, isCommonJs: true });
    }
  };
  visit(node.arguments[0] as Node | undefined);
  return found.slice(0, 1);
}

/** The string with which a path ends; `null` for temporary files too, unless it is known where they are. */
function lastText(node: Node, scopes: ScopeInfo, mayBeTemporary: boolean, depth = 0): string | null {
  const literal = staticString(node);
  if (literal !== null || depth > 5) return literal;
  if (node.type === 'Identifier') {
    const value = constantValue(node, scopes);
    return value ? lastText(value, scopes, mayBeTemporary, depth + 1) : null;
  }
  if (node.type === 'TemplateLiteral') return node.quasis.at(-1)!.value.cooked ?? null;
  if (node.type === 'BinaryExpression') return lastText(node.right, scopes, mayBeTemporary, depth + 1);
  if (node.type !== 'CallExpression' || (mayBeTemporary && mentionsTemporary(node, scopes, depth))) return null;
  const last = node.arguments.at(-1);
  return last ? lastText(last as Node, scopes, mayBeTemporary, depth + 1) : null;
}

function mentionsTemporary(node: Node, scopes: ScopeInfo, depth: number): boolean {
  if (node.type === 'Identifier') {
    if (/te?mp/i.test(node.name)) return true;
    const value = depth < 5 ? constantValue(node, scopes) : null;
    return value !== null && mentionsTemporary(value, scopes, depth + 1);
  }
  return childNodes(node).some((child) => mentionsTemporary(child, scopes, depth));
}

/** The known part of the folder that a path leads to: `__dirname` of `path.join(__dirname, '.made' + Date.now(), 'a.js')`. */
function folderOf(node: Node, scopes: ScopeInfo): WrittenScriptFact['folder'] {
  const parts = partsOf(node, scopes);
  const unknown = parts.indexOf(null);
  const [first, ...rest] = parts.slice(0, unknown < 0 ? parts.length : unknown) as Part[];
  if (first === undefined || (typeof first === 'string' && /^([\\/]|\w:)/.test(first))) return null;
  const base = first === folderOfFile ? 'folder' : 'cwd';
  const text = ['.', typeof first === 'string' ? `/${first}` : '', ...rest].join('');
  return { base, path: posix.dirname(posix.normalize(`${text}x`)) };
}

const folderOfFile = Symbol('__dirname');
const startFolder = Symbol('process.cwd()');
type Part = string | typeof folderOfFile | typeof startFolder;

/** The parts of a path that is put together; `null` for what is not known. */
function partsOf(node: Node, scopes: ScopeInfo, depth = 0): (Part | null)[] {
  const inner = (child: Node): (Part | null)[] => (depth > 8 ? [null] : partsOf(child, scopes, depth + 1));
  if (isFree(node, '__dirname', scopes)) return [folderOfFile];
  if (node.type === 'Identifier') {
    const value = constantValue(node, scopes);
    return value ? inner(value) : [null];
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') return [...inner(node.left), ...inner(node.right)];
  if (node.type === 'TemplateLiteral')
    return node.quasis
      .flatMap(({ value }, i) => [value.cooked ?? '', ...(node.expressions[i] ? inner(node.expressions[i]) : [])])
      .filter((part) => part !== '');
  if (node.type !== 'CallExpression') return [staticString(node)];
  const { callee, arguments: given } = node;
  const method =
    callee.type === 'MemberExpression' ? memberKey(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (callee.type === 'MemberExpression' && method === 'cwd' && isFree(callee.object, 'process', scopes))
    return [startFolder];
  if (method !== 'join' && method !== 'resolve') return [null];
  return given.flatMap((part, i) => (i > 0 ? ['/', ...inner(part as Node)] : inner(part as Node)));
}

/** The strings of which a text is put together. */
function textsIn(node: Node, scopes: ScopeInfo, depth = 0): string[] {
  if (node.type === 'TemplateElement') return [node.value.cooked ?? ''];
  const text = staticString(node);
  if (text !== null) return [text];
  if (depth > 8) return [];
  const value = node.type === 'Identifier' ? constantValue(node, scopes) : null;
  return (value ? [value] : childNodes(node)).flatMap((child) => textsIn(child, scopes, depth + 1));
}
