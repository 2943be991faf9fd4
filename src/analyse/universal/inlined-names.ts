import type { Binding, ScopeInfo } from '../scope.js';
import type { TextEdit } from '../sloppy/text-edits.js';
import { parentOf, type Node } from '../tree.js';
import { onlyDeclarator } from './loader-tests.js';
import { linesOf } from './lines.js';

/**
 * The edits that write `module` and `exports` for variables that hold them, as tests leave them:
 * `var freeModule = module; freeModule.exports = api;` -> `module.exports = api;`
 */
export function inlinedNames(source: string, scopes: ScopeInfo): TextEdit[] {
  const edits = scopes.bindings.flatMap((binding): TextEdit[] => {
    const name = nameHeldBy(binding, scopes);
    const list = name && parentOf(onlyDeclarator(binding)!);
    if (!name || list?.type !== 'VariableDeclaration' || list.declarations.length > 1) return [];
    const isReplaceable = binding.references.every(({ node, scope }) => !isKey(node) && scope.lookup(name) === null);
    if (!isReplaceable) return [];
    const uses = binding.references.map(({ node }) => ({ start: node.start!, end: node.end!, text: name }));
    return [{ ...linesOf(list, source), text: '' }, ...uses];
  });
  return edits.sort((a, b) => a.start - b.start);
}

function nameHeldBy(binding: Binding, scopes: ScopeInfo): 'module' | 'exports' | null {
  const init = onlyDeclarator(binding)?.init;
  if (init?.type !== 'Identifier' || (init.name !== 'module' && init.name !== 'exports')) return null;
  const isFixed = (scopes.free.get(init.name) ?? []).every(({ mode }) => mode === 'read');
  return isFixed && scopes.byNode.get(init)?.binding === null ? init.name : null;
}

/** `{ freeModule }` names a property, too. */
function isKey(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'ObjectProperty' && parent.shorthand;
}
