import { rangeOf } from '../ranges.js';
import { isFunctionNode, type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import type { SloppyContext } from './context.js';

/**
 * Writes to a member of what may be a primitive: ignored in sloppy mode, a TypeError in strict mode (ECMA-262 6.2.5.6).
 * Found where the code itself tests the variable for being one (`if (typeof x == 'string') x = { … }`) and then gives a
 * member its default (`x.k = x.k || v`). `Object(x)` is the wrapper that sloppy mode writes to, and `x` itself for an
 * object; null and undefined fail at the read, as before.
 */
export function findPrimitiveWrites(c: SloppyContext): void {
  if (!/typeof\s/.test(c.source)) return;
  for (const binding of c.bindings) {
    const tests = binding.references.flatMap(({ node }) => primitiveTest(node) ?? []);
    if (tests.length === 0 || !isOnlyNarrowed(binding, tests)) continue;
    for (const { node } of binding.references) {
      const member = parentOf(node);
      const assignment = member && parentOf(member);
      if (member?.type !== 'MemberExpression' || member.object !== node || !c.isSloppy(node)) continue;
      if (assignment?.type !== 'AssignmentExpression' || assignment.left !== member || assignment.operator !== '=')
        continue;
      const isInTest = tests.some((t) => t.start! <= node.start! && node.end! <= t.end!);
      if (!isInTest && readsFirst(assignment.right, binding.name)) {
        c.fix('primitive-write', rangeOf(member), binding.name, [
          { ...rangeOf(node), text: `Object(${binding.name})` },
        ]);
      }
    }
  }
}

/** The `if` statement that asks whether a variable holds a primitive. */
function primitiveTest(node: Node): Node | null {
  const unary = parentOf(node);
  const comparison = unary?.type === 'UnaryExpression' && unary.operator === 'typeof' ? parentOf(unary) : null;
  if (comparison?.type !== 'BinaryExpression' || !/^===?$/.test(comparison.operator)) return null;
  const other = comparison.left === unary ? comparison.right : comparison.left;
  if (other.type !== 'StringLiteral' || !/^(string|number|boolean)$/.test(other.value)) return null;
  const statement = parentOf(comparison);
  return statement?.type === 'IfStatement' && statement.test === comparison ? statement : null;
}

/** Nothing but those tests gives the variable another value, so that other primitives get through. */
function isOnlyNarrowed(binding: Binding, tests: readonly Node[]): boolean {
  return binding.references.every(
    (r) =>
      r.mode === 'read' || tests.some((t) => t.start! <= r.node.start! && r.node.end! <= t.end!) || isInitial(r.node),
  );
}

function isInitial(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'VariableDeclarator' || (parent !== null && isFunctionNode(parent));
}

/** `x.k || v`: the right-hand side reads a member of the same variable before anything else. */
function readsFirst(value: Node, name: string): boolean {
  if (value.type === 'LogicalExpression') return readsFirst(value.left, name);
  return value.type === 'MemberExpression' && value.object.type === 'Identifier' && value.object.name === name;
}
