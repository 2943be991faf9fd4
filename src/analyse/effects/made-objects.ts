import type * as t from '@babel/types';
import type { Callee, MadeFacts } from '../facts.js';
import { finalValue } from '../locked-values.js';
import type { Binding, ScopeInfo } from '../scope.js';
import { parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';

type AnyCall = t.CallExpression | t.OptionalCallExpression | t.NewExpression;

const isCall = (node: Node): node is AnyCall => /^(Optional)?CallExpression$|^NewExpression$/.test(node.type);

/**
 * Traces the object of a method call to the call that made it: `express().use(…)`, and `app.route('/').get(…)` after
 * `const app = express()`, by variables that are never written again.
 * @param called what is called: the callee of a call
 * @param calleeOf says what a callee is, as far as names tell
 * @returns null unless a member of a request made the object
 */
export function madeObject(called: Node, scopes: ScopeInfo, calleeOf: (node: Node) => Callee): MadeFacts | null {
  const methods: string[] = [];
  let node = called;
  for (let depth = 0; depth < 50; depth++) {
    if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
      const key = memberKey(node);
      if (key === null) return null;
      methods.unshift(key);
      node = node.object;
    } else if (isCall(node)) {
      const maker = calleeOf(node.callee);
      if (maker.kind === 'request') return { request: maker.request, maker: maker.path, methods };
      node = node.callee;
    } else {
      const value = node.type === 'Identifier' ? valueOf(scopes.byNode.get(node)?.binding) : null;
      if (!value) return null;
      node = value;
    }
  }
  return null;
}

/** The call that gives a binding its only value; `var app = module.exports = express()` is one, too. */
function valueOf(binding: Binding | null | undefined): AnyCall | null {
  const id = binding?.declarations[0];
  if (!id || binding.declarations.length > 1 || binding.isWritten) return null;
  const parent = parentOf(id);
  if (parent?.type !== 'VariableDeclarator' || parent.id !== id || !parent.init) return null;
  const value = finalValue(parent.init);
  return isCall(value) ? value : null;
}
