import type * as t from '@babel/types';
import { outerRange, rangeOf, skipTrivia } from '../ranges.js';
import { parentOf, thisOwner, type Node } from '../tree.js';
import { insertion, isListed, type SloppyContext, walk } from './context.js';

/**
 * Forms that a module's grammar rejects and that have an exact equivalent (ECMA-262 12.9.3.1, 12.9.4.1, 13.5.1.1, B.1.1,
 * B.3.1, B.3.3, B.3.5). What isn't covered here shows as an error again when the result is parsed.
 */
export function findEarlyErrors(c: SloppyContext): void {
  for (const comment of c.file.comments ?? []) {
    const opener = /^(<!--|-->)/.exec(c.source.slice(comment.start!, comment.start! + 4))?.[0];
    const start = comment.start!;
    if (opener)
      c.fix('html-comment', { start, end: comment.end! }, null, [{ start, end: start + opener.length, text: '//' }]);
  }
  walk(c.program, (node) => {
    switch (node.type) {
      case 'NumericLiteral':
        return octalNumber(c, node);
      case 'StringLiteral':
      case 'DirectiveLiteral':
        if (parentOf(node)?.type !== 'JSXAttribute') octalEscapes(c, node);
        return;
      case 'UnaryExpression':
        if (node.operator === 'delete' && node.argument.type === 'Identifier') deletedName(c, node, node.argument);
        return;
      case 'ForInStatement':
        return initialisedForIn(c, node);
      case 'IfStatement':
        for (const branch of [node.consequent, node.alternate]) {
          if (branch?.type !== 'FunctionDeclaration') continue;
          c.fix('nested-function', rangeOf(branch), branch.id?.name ?? null, [
            insertion(branch.start!, '{ '),
            insertion(branch.end!, ' }'),
          ]);
        }
        return;
      case 'LabeledStatement':
        // The label of a function labels nothing: no `break` can stand in it.
        if (node.body.type === 'FunctionDeclaration' && isListed(node))
          c.fix('nested-function', rangeOf(node), node.label.name, [
            { start: node.start!, end: node.body.start!, text: '' },
          ]);
    }
  });
}

/** `010` -> `0o10`, `08` -> `8`. */
function octalNumber(c: SloppyContext, node: t.NumericLiteral): void {
  const text = c.text(node);
  if (!/^0\d/.test(text)) return;
  const start = node.start!;
  const edit = /^0+[0-7]+$/.test(text)
    ? { start, end: start + 1, text: '0o' }
    : { start, end: start + /^0+/.exec(text)![0].length, text: '' };
  c.fix('octal', rangeOf(node), null, [edit]);
}

/** `'\101'` -> `'\x41'`, `'\8'` -> `'8'`; `'\0'` alone is legal. */
function octalEscapes(c: SloppyContext, node: Node): void {
  const edits = [];
  for (const match of c.text(node).matchAll(/\\(?:([0-3][0-7]{0,2}|[4-7][0-7]?)|([89])|[^])/g)) {
    const start = node.start! + match.index;
    const end = start + match[0].length;
    const [, octal, digit] = match;
    if (digit) edits.push({ start, end, text: digit });
    else if (octal && !(octal === '0' && !/\d/.test(c.source[end] ?? '')))
      edits.push({ start, end, text: `\\x${parseInt(octal, 8).toString(16).padStart(2, '0')}` });
  }
  if (edits.length > 0) c.fix('octal', rangeOf(node), null, edits);
}

const moduleParameters = new Set(['exports', 'module', 'require', '__dirname', '__filename', 'arguments']);

/** Deleting a declared name does nothing and gives false; deleting a global is a delete on the global object. */
function deletedName(c: SloppyContext, node: t.UnaryExpression, name: t.Identifier): void {
  const isDeclared = Boolean(c.scopes.byNode.get(name)?.binding) || moduleParameters.has(name.name);
  const statement = parentOf(node);
  if (isDeclared && statement?.type === 'ExpressionStatement' && isListed(statement)) {
    c.fix('delete-name', rangeOf(node), name.name, [c.removal(statement)]);
    return;
  }
  const text = isDeclared ? 'false' : `Reflect.deleteProperty(globalThis, '${name.name}')`;
  c.fix('delete-name', rangeOf(node), name.name, [{ ...rangeOf(node), text }]);
}

/** `for (var k = 0 in o)`: the initialiser runs once, before the loop. */
function initialisedForIn(c: SloppyContext, node: t.ForInStatement): void {
  if (node.left.type !== 'VariableDeclaration' || !isListed(node)) return;
  const [declarator] = node.left.declarations;
  if (declarator?.id.type !== 'Identifier' || !declarator.init) return;
  const head = c.text({ start: node.left.start, end: outerRange(declarator.init).end });
  const indent = c.indentationAt(node.start!);
  c.fix('for-in-initialiser', rangeOf(node), declarator.id.name, [
    insertion(node.start!, `${head};${c.eol}${indent}`),
    { start: declarator.id.end!, end: skipTrivia(c.source, outerRange(declarator.init).end), text: ' ' },
  ]);
}

/** `new.target` outside of every function: the function that Node wraps around a file is called without `new`. */
export function findNewTargets(c: SloppyContext): void {
  if (!c.source.includes('new.target')) return;
  walk(c.program, (node) => {
    if (node.type !== 'MetaProperty' || node.meta.name !== 'new' || thisOwner(node)) return;
    c.fix('new-target', rangeOf(node), null, [{ ...rangeOf(node), text: 'undefined' }]);
  });
}
