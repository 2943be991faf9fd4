import type * as t from '@babel/types';
import type { SloppyFact } from './facts.js';
import { isImmediatelyCalled } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import { enclosingFunction, isFunctionNode, parentOf, type Node, type ScopeInfo } from './scope.js';
import { memberKey } from './uses.js';

/**
 * Finds what would run differently in strict mode (every module is strict, ECMA-262 11.2.2), where syntax shows it.
 * Code under a 'use strict' directive is immune and not listed.
 */
export function findSloppy(program: t.Program, scopes: ScopeInfo): SloppyFact[] {
  if (program.directives.some((d) => d.value.value === 'use strict')) return [];
  const found: SloppyFact[] = [];
  const add = (kind: SloppyFact['kind'], node: Node, name: string | null, range = outerRange(node)): void => {
    if (!isStrict(node)) found.push({ kind, range, name });
  };
  for (const [name, references] of scopes.free) {
    for (const reference of references) {
      if (reference.mode !== 'read' && !commonJsNames.has(name)) add('implicit-global', reference.node, name);
      if (reference.mode === 'read' && leakedBlockFunction(reference.node, name, scopes))
        add('block-function', reference.node, name);
    }
  }
  for (const { node } of scopes.free.get('arguments') ?? []) {
    const parent = parentOf(node);
    if (parent?.type === 'MemberExpression' && parent.object === node) {
      const key = memberKey(parent);
      if (key === 'callee' || key === 'caller') add('callee', parent, key);
    }
    if (aliasesArguments(node, scopes)) add('arguments-alias', node, null);
  }
  // A top-level function called on the spot or by its bare name sees `globalThis` as `this` in sloppy mode.
  for (const [owner, use] of scopes.thisUse) {
    if (use.reads && isFunctionNode(owner) && isImmediatelyCalled(owner) && isPlainCall(owner))
      add('plain-this', owner, null, rangeOf(owner));
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

const commonJsNames = new Set(['exports', 'module', 'require', '__dirname', '__filename']);

function isStrict(node: Node): boolean {
  for (let up: Node | null = node; up; up = parentOf(up)) {
    if (up.type === 'ClassBody') return true;
    if (isFunctionNode(up) && up.body.type === 'BlockStatement') {
      if (up.body.directives.some((d) => d.value.value === 'use strict')) return true;
    }
  }
  return false;
}

function isPlainCall(fn: Node): boolean {
  const parent = parentOf(fn);
  return parent?.type === 'CallExpression' && parent.callee === fn;
}

/** Annex B.3.2: a function declared in a block is also a `var` of the function around it in sloppy mode. */
function leakedBlockFunction(node: Node, name: string, scopes: ScopeInfo): boolean {
  const around = enclosingFunction(node);
  for (const scope of scopes.blockFunctions.get(name) ?? []) {
    if (enclosingFunction(scope.node) === around || around === null) return true;
    for (let up: Node | null = around; up; up = enclosingFunction(up)) {
      if (enclosingFunction(scope.node) === up) return true;
    }
  }
  return false;
}

/** True when a function both uses `arguments` as an object and assigns to one of its (simple) parameters, or the reverse. */
function aliasesArguments(node: Node, scopes: ScopeInfo): boolean {
  let fn = enclosingFunction(node, true);
  while (fn && fn.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn, true);
  if (!fn || !fn.params.every((p) => p.type === 'Identifier')) return false;
  const parent = parentOf(node);
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const outer = parentOf(parent);
    if (outer?.type === 'AssignmentExpression' && outer.left === parent) return fn.params.length > 0;
    if (memberKey(parent) === 'length') return false;
  }
  return fn.params.some((p) =>
    scopes.declared.get(p)?.references.some((r) => r.mode !== 'read' && r.node.start! < node.start!),
  );
}
