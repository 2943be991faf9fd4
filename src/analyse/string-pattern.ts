import type * as t from '@babel/types';
import { staticString } from './requested-names.js';
import type { Binding, ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';
import { memberKey } from './uses.js';

/** The initial value of a variable that is never assigned again. */
export function constantValue(node: t.Identifier, scopes: ScopeInfo): Node | null {
  const binding = scopes.byNode.get(node)?.binding;
  const declarator = binding ? parentOf(binding.declarations[0]!) : null;
  if (!binding || isReassigned(binding) || declarator?.type !== 'VariableDeclarator') return null;
  return declarator.id === binding.declarations[0] ? (declarator.init ?? null) : null;
}

/** Prefix and suffix of a string built with `+`, a template, or path.join/resolve of `__dirname`. */
export function stringPattern(node: Node, scopes: ScopeInfo): { prefix: string; suffix: string } | null {
  const parts: (string | null)[] = [];
  const collect = (n: Node, depth = 0): void => {
    if (n.type === 'BinaryExpression' && n.operator === '+') {
      collect(n.left);
      collect(n.right);
    } else if (n.type === 'TemplateLiteral') {
      n.quasis.forEach((q, i) => {
        parts.push(q.value.cooked ?? '');
        const e = n.expressions[i];
        if (e) collect(e);
      });
    } else if (n.type === 'Identifier' && n.name === '__dirname') parts.push('.');
    else if (n.type === 'Identifier' && depth < 5 && constantValue(n, scopes))
      collect(constantValue(n, scopes)!, depth + 1);
    else if (
      n.type === 'CallExpression' &&
      n.callee.type === 'MemberExpression' &&
      /^(join|resolve)$/.test(memberKey(n.callee) ?? '')
    ) {
      n.arguments.forEach((a, i) => {
        if (i > 0) parts.push('/');
        collect(a);
      });
    } else parts.push(staticString(n));
  };
  collect(node);
  let prefix = '';
  let i = 0;
  for (; i < parts.length && parts[i] !== null; i++) prefix += parts[i];
  let suffix = '';
  for (let j = parts.length - 1; j > i && parts[j] !== null; j--) suffix = parts[j] + suffix;
  return prefix === '' && suffix === '' ? null : { prefix, suffix };
}

export function isReassigned(binding: Binding): boolean {
  return binding.declarations.length > 1 || binding.isWritten;
}
