import type * as t from '@babel/types';
import type { Binding, ScopeInfo } from './scope.js';
import { parentOf } from './tree.js';

/** The variables that CommonJS gives every file. */
const given = ['exports', 'require', 'module', '__filename', '__dirname'];

/**
 * Notes the variables of the top level that stand for one of CommonJS's own: their references are references of that, too.
 * `var exports = exports || {}` at the top level declares nothing new in CommonJS: a file is the body of a function that
 * has these names as parameters (Node's documentation, "The module wrapper"). In an ES module it is a variable of its own,
 * undefined at first. What gets a value before anybody reads it (`var exports = module.exports`) is the same in both.
 * @param info with its references resolved
 */
export function noteRedeclared(info: ScopeInfo): void {
  const { bindings } = info.program;
  info.redeclared = given.flatMap((name) => bindings.get(name) ?? []).filter(isRedeclared);
  for (const { name, references } of info.redeclared)
    info.free.set(name, [...(info.free.get(name) ?? []), ...references]);
}

function isRedeclared({ kind, declarations, references }: Binding): boolean {
  if (kind !== 'var') return false;
  const [first] = declarations as [t.Identifier];
  const declarator = parentOf(first);
  const declaration = declarator && parentOf(declarator);
  // A type for it, in TypeScript.
  if (declaration?.type === 'VariableDeclaration' && declaration.declare) return false;
  const isSet = declarator?.type === 'VariableDeclarator' && declarator.id === first && declarator.init;
  const outer = parentOf(declaration!)?.type;
  if (!isSet || (outer !== 'Program' && outer !== 'ExportNamedDeclaration')) return true;
  return references.some(({ node, mode }) => mode !== 'write' && node.start! < declarator.end!);
}
