import type * as t from '@babel/types';
import type { Range } from '../range.js';
import { rangeOf } from './ranges.js';
import type { ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';
import { memberKey } from './uses.js';

/** A `require('./x')` in a text that the program runs as code. */
export interface TextRequire {
  /** The call that runs the text, where that is all the text says, else the text. */
  node: Node;
  specifier: string;
  /** The specifier without its quotes, in the source. */
  argument: Range;
}

/** Functions that take code as strings: all of their arguments are looked at. */
const runners = /^(eval|Function|Script|compileFunction|run(InContext|InNewContext|InThisContext))$/;
const runnerNames = /\b(eval|Function|Script|compileFunction|runIn\w+)\b/;

const call = /\brequire\s*\(\s*\\?(['"`])(\.{1,2}(?:\/[^'"`\\]*)?)\\?\1\s*\)/g;

/**
 * Requests for files of the project in texts that `eval`, `new Function` and Node's `vm` run. Only what is written in one
 * literal is seen; a name that such a text gives to a `require` of its own is not told apart.
 */
export function findTextRequires(scopes: ScopeInfo, source: string): TextRequire[] {
  if (!runnerNames.test(source)) return [];
  return scopes.acts.flatMap(({ node }) => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
    const { callee } = node;
    const name =
      callee.type === 'MemberExpression' ? memberKey(callee) : callee.type === 'Identifier' ? callee.name : '';
    if (!runners.test(name ?? '')) return [];
    return node.arguments.flatMap((text) => (isText(text as Node) ? requiresIn(text as Node, node, source) : []));
  });
}

function isText(node: Node): boolean {
  return node.type === 'StringLiteral' || (node.type === 'TemplateLiteral' && node.expressions.length === 0);
}

function requiresIn(text: Node, runner: t.CallExpression | t.NewExpression, source: string): TextRequire[] {
  const { start, end } = rangeOf(text);
  const raw = source.slice(start + 1, end - 1);
  return [...raw.matchAll(call)].map((match) => {
    const specifier = match[2]!;
    const at = start + 1 + match.index + match[0].indexOf(specifier);
    const isAll = runner.callee.type === 'Identifier' && runner.callee.name === 'eval' && match[0] === raw.trim();
    return { node: isAll ? runner : text, specifier, argument: { start: at, end: at + specifier.length } };
  });
}

/** `eval('require')`, by the identifier. */
export function evaluatedRequire(node: Node): t.CallExpression | null {
  const made = parentOf(node);
  if (node.type !== 'Identifier' || node.name !== 'eval' || made?.type !== 'CallExpression') return null;
  const [text] = made.arguments;
  return made.callee === node && text?.type === 'StringLiteral' && text.value.trim() === 'require' ? made : null;
}
