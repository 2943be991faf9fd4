import type * as t from '@babel/types';
import type { RequestFacts, UseFacts } from './facts.js';
import type { Places } from './places.js';
import type { ScopeInfo } from './scope.js';
import { isFunctionNode, parentOf, type Node } from './tree.js';
import { classifyUse, patternFacts, propertyKey } from './uses.js';

/** What is taken out of the namespace that an `import()` gives. */
export interface NamespaceUses {
  /** The names, in source order; null where they are not all seen. */
  keys: string[] | null;
  /** What is done with those that are seen. */
  parts: RequestFacts['parts'];
}

/**
 * Follows the namespace of `import()` through `await` and `then()` to the members that are read of it:
 * `(await import('x')).a`, `const { a } = await import('x')`, `import('x').then((ns) => ns.a)`.
 */
export function namespaceUses(
  call: t.CallExpression | t.ImportExpression,
  scopes: ScopeInfo,
  places: Places,
): NamespaceUses {
  const found: NamespaceUses = { keys: [], parts: [] };
  const usesOf = (id: Node): UseFacts[] =>
    (scopes.declared.get(id)?.references ?? []).map((r) => classifyUse(r.node, places));
  const unseen = (): void => void (found.keys = null);
  const addPattern = (pattern: t.ObjectPattern): void => {
    if (patternFacts(pattern).keys === null) unseen();
    for (const property of pattern.properties) {
      const key = property.type === 'ObjectProperty' ? propertyKey(property) : null;
      if (property.type !== 'ObjectProperty' || key === null) continue;
      found.keys?.push(key);
      for (const use of usesOf(property.value)) found.parts.push({ key, use });
    }
  };
  const addTarget = (target: Node): void => {
    if (target.type === 'ObjectPattern') return addPattern(target);
    const binding = target.type === 'Identifier' ? scopes.declared.get(target) : undefined;
    if (!binding || binding.declarations.length > 1 || binding.isWritten) return unseen();
    for (const { node } of binding.references) addValue(node);
  };
  const addValue = (value: Node): void => {
    const parent = parentOf(value);
    const use = classifyUse(value, places);
    if (parent?.type === 'VariableDeclarator' && parent.init === value) return addTarget(parent.id);
    if (use.kind === 'none') return;
    if (use.key === null || !/member$/.test(use.kind)) return unseen();
    found.keys?.push(use.key);
    const member = parent!;
    const outer = parentOf(member);
    if (outer?.type === 'VariableDeclarator' && outer.init === member)
      for (const taken of usesOf(outer.id)) found.parts.push({ key: use.key, use: taken });
    else found.parts.push({ key: use.key, use: classifyUse(member, places) });
  };

  const parent = parentOf(call);
  if (parent?.type === 'AwaitExpression') addValue(parent);
  else if (parent?.type === 'MemberExpression' && propertyKey({ key: parent.property }) === 'then') {
    const then = parentOf(parent);
    const handler = then?.type === 'CallExpression' && then.callee === parent ? then.arguments[0] : undefined;
    if (!handler || !isFunctionNode(handler)) unseen();
    else if (handler.params[0]) addTarget(handler.params[0]);
  } else if (parent?.type !== 'ExpressionStatement') unseen();
  return found;
}
