import type { BindingFacts } from './facts.js';
import { functionOfBinding, isPlainClass } from './effects/callables.js';
import type { Places } from './places.js';
import { parentOf, type Node } from './tree.js';
import type { ScopeInfo } from './scope.js';

function isConstant(declarator: Node | null): boolean {
  const init = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
  if (!init) return false;
  if (init.type === 'RegExpLiteral') return !/[gy]/.test(init.flags);
  return /^(String|Numeric|Boolean|Null|BigInt)Literal$/.test(init.type);
}

/** `class A {}` and `const A = class {}`: the class. */
function classOf(declaration: Node): Node {
  return (declaration.type === 'VariableDeclarator' && declaration.init) || declaration;
}

/** The top-level bindings of a file. */
export function findBindings(scopes: ScopeInfo, places: Places): BindingFacts[] {
  return [...scopes.program.bindings.values()].map((binding) => {
    const id = binding.declarations[0]!;
    const fn = functionOfBinding(binding);
    const writes = binding.references
      .filter((r) => r.mode !== 'read')
      .map((r) => ({ at: r.node.start!, unit: places.at(r.node).unit }));
    for (const again of binding.declarations.slice(1)) {
      // A second `var x` without an initialiser writes nothing.
      const parent = parentOf(again);
      const isPlain = parent?.type === 'VariableDeclarator' && !parent.init;
      if (!isPlain) writes.push({ at: again.start!, unit: places.at(again).unit });
    }
    const declarator = parentOf(id);
    return {
      name: binding.name,
      kind: binding.kind as BindingFacts['kind'],
      writes,
      unit: fn ? places.unitOfFunction(fn) : null,
      plainClass: declarator !== null && isPlainClass(classOf(declarator)),
      constant: isConstant(declarator),
      initialised: declarator?.type === 'FunctionDeclaration' ? 0 : (declarator?.end ?? id.end!),
    };
  });
}
