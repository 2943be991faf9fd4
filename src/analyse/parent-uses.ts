import type { UseFacts } from './facts.js';
import type { Places } from './places.js';
import type { ScopeInfo } from './scope.js';
import { parentOf, type Node } from './tree.js';
import { classifyUse } from './uses.js';

/** Members of a parent that the stand-in of an ES module which loads by `createRequire` has too. */
const known = /^(filename|path|paths|require)$/;

/**
 * What code needs of `module.parent`: `chain` where it goes further up from there, `object` where it looks at more than
 * the file and its `require`, null where it does neither (or only asks whether there is a parent).
 */
export function parentNeed(parent: Node, scopes: ScopeInfo, places: Places): 'chain' | 'object' | null {
  const declarator = parentOf(parent);
  const variable = declarator?.type === 'VariableDeclarator' ? scopes.declared.get(declarator.id as Node) : undefined;
  const values = variable ? variable.references.filter((r) => r.mode === 'read').map((r) => r.node as Node) : [parent];
  const needs = values.map((value) => needOf(value, classifyUse(value, places)));
  return needs.find((n) => n === 'chain') ?? needs.find((n) => n === 'object') ?? null;
}

function needOf(value: Node, use: UseFacts): 'chain' | 'object' | null {
  const keys = use.kind === 'destructure' ? use.keys : use.key === null ? null : [use.key];
  if (keys) return keys.includes('parent') ? 'chain' : keys.every((key) => known.test(key)) ? null : 'object';
  const outer = parentOf(value);
  const isCompared = outer?.type === 'BinaryExpression' && /^[!=]==?$/.test(outer.operator);
  const isTested = outer?.type === 'LogicalExpression' && outer.operator === '&&' && outer.left === value;
  return isCompared || isTested || /^(test|typeof|none|assign)$/.test(use.kind) ? null : 'object';
}
