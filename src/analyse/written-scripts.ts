import type * as t from '@babel/types';
import { staticString } from './requested-names.js';
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

/** A call that writes a `.js` file, and the last part of its name without the extension; `*` where that is put together. */
export interface WrittenScript {
  node: t.CallExpression;
  name: string;
}

/** Finds the calls that write scripts which only CommonJS can hold, as far as their texts are seen. */
export function findWrittenScripts(scopes: ScopeInfo): WrittenScript[] {
  return scopes.acts.flatMap(({ node }) => {
    if (node.type !== 'CallExpression') return [];
    const { callee } = node;
    const method =
      callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null;
    const index = writers.get(method ?? '');
    const path = index === undefined ? undefined : (node.arguments[index] as Node | undefined);
    const ending = path ? lastText(path, scopes) : null;
    if (ending === null || !ending.endsWith('.js')) return [];
    const text = index === 0 && node.arguments[1] ? staticString(node.arguments[1] as Node) : null;
    if (text !== null && !commonJs.test(text)) return [];
    const name = /([^\\/]*)\.js$/.exec(ending)![1]!;
    return [{ node, name: name === '' ? '*' : name }];
  });
}

/** The string with which a path ends, unless it is one for temporary files. */
function lastText(node: Node, scopes: ScopeInfo, depth = 0): string | null {
  const literal = staticString(node);
  if (literal !== null || depth > 5) return literal;
  if (node.type === 'Identifier') {
    const value = constantValue(node, scopes);
    return value ? lastText(value, scopes, depth + 1) : null;
  }
  if (node.type === 'TemplateLiteral') return node.quasis.at(-1)!.value.cooked ?? null;
  if (node.type === 'BinaryExpression') return lastText(node.right, scopes, depth + 1);
  if (node.type !== 'CallExpression' || mentionsTemporary(node, scopes, depth)) return null;
  const last = node.arguments.at(-1);
  return last ? lastText(last as Node, scopes, depth + 1) : null;
}

function mentionsTemporary(node: Node, scopes: ScopeInfo, depth: number): boolean {
  if (node.type === 'Identifier') {
    if (/te?mp/i.test(node.name)) return true;
    const value = depth < 5 ? constantValue(node, scopes) : null;
    return value !== null && mentionsTemporary(value, scopes, depth + 1);
  }
  return childNodes(node).some((child) => mentionsTemporary(child, scopes, depth));
}
