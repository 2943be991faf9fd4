import type * as t from '@babel/types';
import type { Reference, ScopeInfo } from '../scope.js';
import { childNodes, parentOf, thisOwner, type FunctionNode, type Node } from '../tree.js';

/** `require('x')` inside an expression or a function: RequireJS has loaded it before the factory runs. */
export interface AmdLookup {
  id: string;
  call: t.CallExpression;
}

/** `require(['x'], function (x) {…});` in a function: it loads when it is called. */
export interface AmdLoad {
  ids: string[];
  call: t.CallExpression;
  callback: FunctionNode | null;
  params: t.Identifier[];
}

/** What a call of `require` asks for; the reason when no import means the same. */
export function readRequest({ node }: Reference, scopes: ScopeInfo): AmdLookup | AmdLoad | string {
  const call = parentOf(node);
  if (call?.type !== 'CallExpression' || call.callee !== node) return 'It is used as a value.';
  const [first, callback, ...others] = call.arguments;
  if (first?.type === 'StringLiteral' && !callback) return { id: first.value, call };
  if (first?.type !== 'ArrayExpression') return 'What it asks for is not written out.';
  if (parentOf(call)?.type !== 'ExpressionStatement') return 'Its value is used.';
  const ids = first.elements.map((e) => (e?.type === 'StringLiteral' ? e.value : null));
  if (ids.includes(null) || ids.length === 0) return 'What it asks for is not written out.';
  if (others.length > 0) return 'A function for failures has no counterpart among imports.';
  const load: AmdLoad = { ids: ids as string[], call, callback: null, params: [] };
  if (!callback) return load;
  const isPlain =
    (callback.type === 'FunctionExpression' || callback.type === 'ArrowFunctionExpression') &&
    callback.body.type === 'BlockStatement' &&
    callback.params.every((p) => p.type === 'Identifier') &&
    callback.params.length <= ids.length;
  if (!isPlain || usesCaller(callback)) return 'Its function is not a plain one.';
  const params = callback.params as t.Identifier[];
  const isSet = params.some((p) => {
    const binding = scopes.declared.get(p)!;
    return binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read');
  });
  return isSet ? 'Its function sets a parameter.' : { ...load, callback, params };
}

/** `this` and `arguments` have to do with who calls a function. */
function usesCaller(fn: FunctionNode): boolean {
  let found = false;
  const visit = (node: Node): void => {
    if (node.type === 'ThisExpression') found ||= thisOwner(node) === fn;
    if (node.type === 'Identifier' && node.name === 'arguments') found = true;
    for (const child of childNodes(node)) visit(child);
  };
  visit(fn.body);
  return found;
}
