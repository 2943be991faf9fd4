import type * as t from '@babel/types';
import type { ScopeInfo } from '../scope.js';
import { parentOf } from '../tree.js';
import { memberKey } from '../uses.js';

const noting = /^(?:add|set|push|unshift)$/;

/**
 * True for `handlers.set`, where `const handlers = new Map()`: a collection that the file has made holds what it is given,
 * and calls none of it.
 */
export function notesInCollection(callee: t.MemberExpression, scopes: ScopeInfo): boolean {
  const { object } = callee;
  if (!noting.test(memberKey(callee) ?? '') || object.type !== 'Identifier') return false;
  const binding = scopes.byNode.get(object)?.binding ?? null;
  const id = binding?.declarations.length === 1 && !binding.isWritten ? binding.declarations[0]! : null;
  const declarator = id && parentOf(id);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== id || !declarator.init) return false;
  const { init } = declarator;
  if (init.type !== 'NewExpression') return init.type === 'ArrayExpression';
  const made = init.callee.type === 'Identifier' ? init.callee : null;
  return made !== null && /^(?:Weak)?(?:Map|Set)$/.test(made.name) && !scopes.byNode.get(made)?.binding;
}
