import type * as t from '@babel/types';
import { type Node, parentOf } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { evaluatedRequire } from './text-requires.js';
import { memberKey } from './uses.js';

/**
 * Calls of a `require` that the file makes for itself: `const load = createRequire(import.meta.url)`, or `__filename` in
 * CommonJS, and `eval('require')`. They load what `require()` of the file would.
 * @returns the calls with one argument, in the order of their bindings
 */
export function findOwnRequires(scopes: ScopeInfo): t.CallExpression[] {
  const calls: t.CallExpression[] = [];
  const addCall = (callee: Node): void => {
    const call = parentOf(callee);
    if (call?.type !== 'CallExpression' || call.callee !== callee || call.arguments.length !== 1) return;
    if (call.arguments[0]!.type !== 'SpreadElement') calls.push(call);
  };
  for (const { node } of scopes.references) {
    const made = createRequireCall(node, scopes) ?? evaluatedRequire(node);
    if (!made) continue;
    addCall(made);
    const declarator = parentOf(made);
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== made) continue;
    const binding = scopes.declared.get(declarator.id);
    if (!binding || binding.declarations.length !== 1 || binding.isWritten) continue;
    for (const reference of binding.references) addCall(reference.node);
  }
  return calls;
}

/** `['./a', './b'].map(require)`: array methods that call `require` with what a list holds. */
export function findMappedRequires(scopes: ScopeInfo): { call: t.CallExpression; list: Node }[] {
  return (scopes.free.get('require') ?? []).flatMap(({ node }) => {
    const call = parentOf(node);
    if (call?.type !== 'CallExpression' || call.arguments[0] !== node || call.callee.type !== 'MemberExpression')
      return [];
    const list = call.callee.object;
    return takesElement.test(memberKey(call.callee) ?? '') ? [{ call, list }] : [];
  });
}

/** Array methods whose callback gets an element first. */
const takesElement = /^(map|flatMap|forEach|filter|some|every|find|findIndex|findLast)$/;

/** `createRequire(import.meta.url)` and the like, by the reference in its argument or before it. */
function createRequireCall(node: Node, scopes: ScopeInfo): t.CallExpression | null {
  const parent = parentOf(node);
  // `require('module').createRequire`, `module.createRequire`, `createRequire`
  const owner = parent?.type === 'CallExpression' && parent.callee === node && isRequire(node) ? parent : node;
  const member = parentOf(owner);
  const callee = member?.type === 'MemberExpression' && member.object === owner ? member : node;
  const call = parentOf(callee);
  if (call?.type !== 'CallExpression') return null;
  if (call.callee !== callee) return null;
  const isNamed =
    callee.type === 'MemberExpression'
      ? memberKey(callee) === 'createRequire'
      : node.type === 'Identifier' && importedName(node, scopes) === 'createRequire';
  return isNamed && isOwnFile(call.arguments[0]) ? call : null;
}

function isRequire(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'require';
}

/** What an identifier is called where it comes from: `import { createRequire as make }`, `const { createRequire: make } = …`. */
function importedName(node: t.Identifier, scopes: ScopeInfo): string {
  const id = scopes.byNode.get(node)?.binding?.declarations[0];
  const parent = id && parentOf(id);
  if (parent?.type === 'ImportSpecifier' && parent.imported.type === 'Identifier') return parent.imported.name;
  if (parent?.type === 'ObjectProperty' && parent.key.type === 'Identifier' && !parent.computed) return parent.key.name;
  return node.name;
}

/** `import.meta.url`, `import.meta.filename`, `__filename`. */
function isOwnFile(node: Node | undefined): boolean {
  if (node?.type === 'Identifier') return node.name === '__filename';
  return (
    node?.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    /^(url|filename)$/.test(memberKey(node) ?? '')
  );
}
