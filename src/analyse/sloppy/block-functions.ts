import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { isFunctionNode, parentOf, type Node } from '../tree.js';
import type { Binding, Reference, Scope } from '../scope.js';
import { insertion, isListed, type SloppyContext } from './context.js';
import { canRename, nameEdit } from './reserved-names.js';
import type { TextEdit } from './text-edits.js';

/**
 * Annex B.3.2: in sloppy mode a function declared in a block is also a `var` of the function around the block, set when
 * the declaration is reached. Where code outside of the block uses that variable, it becomes a real one, under a name of
 * its own, since the block's function hides the old name where the variable is set.
 */
export function findBlockFunctions(c: SloppyContext): void {
  for (const [name, scopes] of c.scopes.blockFunctions) {
    const byFunction = new Map<Scope, Scope[]>();
    for (const scope of scopes) {
      if (!isHoisted(name, scope) || !c.isSloppy(scope.node)) continue;
      const list = byFunction.get(scope.functionScope);
      if (list) list.push(scope);
      else byFunction.set(scope.functionScope, [scope]);
    }
    for (const [around, blocks] of byFunction) leak(c, name, around, blocks);
  }
}

/** True when the variable exists: no other binding of the name would clash with it, and the function is a plain one. */
function isHoisted(name: string, block: Scope): boolean {
  const binding = block.bindings.get(name)!;
  const plain = binding.declarations.every((id) => {
    const fn = parentOf(id);
    return fn?.type === 'FunctionDeclaration' && !fn.async && !fn.generator;
  });
  if (!plain || binding.kind !== 'function') return false;
  for (let scope = block.parent; scope; scope = scope.parent) {
    const other = scope.bindings.get(name);
    if (scope.isFunction) return !other || other.kind === 'var' || other.kind === 'function';
    if (other && other.kind !== 'catch') return false;
  }
  return true;
}

function leak(c: SloppyContext, name: string, around: Scope, blocks: Scope[]): void {
  const outer = around.bindings.get(name) ?? null;
  const uses = usesOfVariable(c, name, around, outer);
  if (uses.length === 0) return;
  for (const use of uses) c.claimed.add(use);
  const declarations = blocks.map((block) => block.bindings.get(name)!.declarations);
  const range = rangeOf(declarations[0]![0]!);
  const place = statementIn(around, blocks[0]!.node);
  const isExact =
    place !== null &&
    declarations.every((list) => list.length === 1 && isListed(parentOf(list[0]!)!)) &&
    (outer === null || (canRename(outer) && outer.kind === 'var')) &&
    !uses.some((use) => use.mode !== 'read' && namesFunction(use.node));
  if (!isExact) return c.keep('block-function', range, name);
  const variable = c.freshName(`${name}_`);
  const edits: TextEdit[] = uses.map((use) => nameEdit(use.node, name, variable));
  if (outer) for (const id of outer.declarations) edits.push(nameEdit(id, name, variable));
  else edits.push(insertion(place.start!, `var ${variable};${c.eol}${c.indentationAt(place.start!)}`));
  for (const [id] of declarations) {
    const fn = parentOf(id!)!;
    const isLast = /^[^\S\r\n]*[\r\n]/.test(c.source.slice(fn.end!));
    const gap = isLast ? c.eol + c.indentationAt(fn.start!) : ' ';
    edits.push(insertion(fn.end!, `${gap}${variable} = ${name};`));
  }
  c.fix('block-function', range, name, edits);
}

/** The references that mean the variable: they stand in the function and see no nearer binding of the name. */
function usesOfVariable(c: SloppyContext, name: string, around: Scope, outer: Binding | null): Reference[] {
  const candidates = outer ? outer.references : c.referencesTo(name);
  return candidates.filter((r) => {
    if (r.binding !== outer && r.binding?.scope.isFunction === false) return false;
    for (let scope: Scope | null = r.scope; scope; scope = scope.parent) {
      if (scope === around) return true;
      if (scope.bindings.has(name)) return false;
    }
    return false;
  });
}

/** The statement of the function's own list that holds a node. */
function statementIn(around: Scope, node: Node): Node | null {
  for (let up: Node | null = node; up; up = parentOf(up)) {
    const parent: Node | null = parentOf(up);
    if (parent?.type === 'Program') return around.node === parent ? up : null;
    if (parent?.type === 'BlockStatement') {
      const fn = parentOf(parent);
      if (fn && isFunctionNode(fn) && fn === around.node) return up;
    }
  }
  return null;
}

function namesFunction(id: Node): boolean {
  const parent = parentOf(id);
  return (
    parent?.type === 'AssignmentExpression' && /Function|Class/.test((parent as t.AssignmentExpression).right.type)
  );
}
