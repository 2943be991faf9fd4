import type * as t from '@babel/types';
import { parentOf, type Node } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { memberKey } from './uses.js';

/** Packages whose one function returns the file that its caller was called from. */
export const callerFilePackages: ReadonlySet<string> = new Set([
  'caller',
  'caller-path',
  'get-caller-file',
  'parent-module',
]);

/** The method in `frame.getFileName()`, which gives the name of a file by V8's stack trace API; else null. */
export function frameFileName({ callee, arguments: args }: t.CallExpression | t.OptionalCallExpression): string | null {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
  const key = memberKey(callee);
  return key !== null && /^(getFileName|getScriptNameOrSourceURL)$/.test(key) && args.length === 0 ? key : null;
}

/** True where a call may go around an expression: the rest of an optional chain must not run when its head is missing. */
export function canBeWrapped(node: Node): boolean {
  const outer = parentOf(node);
  const isChain = outer?.type === 'OptionalMemberExpression' || outer?.type === 'OptionalCallExpression';
  return !isChain || outer.optional;
}

/**
 * What is done with such a package: the calls that ask it for its caller's file, by way of the variable that holds it or
 * not, and all other uses. `parent-module` with an argument compares names of files itself.
 * @param requests the nodes of require() calls
 */
export function callerFileUses(
  requests: readonly Node[],
  scopes: ScopeInfo,
): { node: Node; name: string; isFile: boolean }[] {
  return requests.flatMap((node) => {
    const name = requestedName(node);
    if (name === null || !callerFilePackages.has(name)) return [];
    const parent = parentOf(node);
    const binding = parent?.type === 'VariableDeclarator' ? scopes.declared.get(parent.id as Node) : undefined;
    const values = binding && !binding.isWritten ? binding.references.map((r) => r.node as Node) : [node];
    return values.map((value) => {
      const call = parentOf(value);
      const isCall = call?.type === 'CallExpression' && call.callee === value;
      const isFile = isCall && !(name === 'parent-module' && call.arguments.length > 0);
      return { node: isFile ? call : value, name, isFile };
    });
  });
}

function requestedName(node: Node): string | null {
  const argument = node.type === 'CallExpression' ? node.arguments[0] : undefined;
  return argument?.type === 'StringLiteral' ? argument.value : null;
}
