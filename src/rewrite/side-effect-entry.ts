import type * as t from '@babel/types';
import { membersOf } from '../analyse/effects/module-values.js';
import { parse } from '../analyse/parse.js';
import { rangeOf } from '../analyse/ranges.js';
import { analyseScopes } from '../analyse/scope-pass.js';
import type { Binding, ScopeInfo } from '../analyse/scope.js';
import type { TextEdit } from '../analyse/sloppy/text-edits.js';
import { parentOf } from '../analyse/tree.js';
import { propertyKey } from '../analyse/uses.js';
import { gapSpace, withComments } from './remove-statement.js';

/** A call of a package that the package makes itself in an entry of its own. */
export interface EntryCall {
  /** Edits of the file, in text order: a require() of the entry stands where the call stood. */
  edits: TextEdit[];
  /** Where the call stood. */
  at: number;
  /** The call as the package documents it, such as `require('dotenv').config()`. */
  call: string;
  entry: string;
}

/** Calls without arguments that packages document to be the same as loading an entry. */
const entries = new Map([
  ["require('dotenv').config()", 'dotenv/config'],
  ["require('dotenv-flow').config()", 'dotenv-flow/config'],
  ["require('dotenv-safe').config()", 'dotenv-safe/config'],
  ["require('source-map-support').install()", 'source-map-support/register'],
  ["require('ts-node').register()", 'ts-node/register'],
  ["require('dd-trace').init()", 'dd-trace/init'],
  ["require('pretty-error').start()", 'pretty-error/start'],
  ["require('loud-rejection')()", 'loud-rejection/register'],
  ["require('hard-rejection')()", 'hard-rejection/register'],
]);

/**
 * Finds among statements a call that an entry of its package makes, and writes a require() of the entry in its place:
 * O14 (`docs/measured.md`). A declaration that is used by nothing else goes.
 * @param statements indexes of top-level statements
 * @param exists the installed package has the entry
 * @returns null where no statement is such a call
 */
export function toEntry(
  path: string,
  source: string,
  statements: readonly number[],
  exists: (entry: string) => boolean,
): EntryCall | null {
  const parsed = parse(source, path);
  if ('message' in parsed) return null;
  const { body } = parsed.program.program;
  const scopes = analyseScopes(parsed.program, source);
  for (const index of statements) {
    const found = calledPackage(body[index]!, scopes);
    if (!found) continue;
    const call = `require('${found.specifier.value}')${found.keys.map((key) => `.${key}`).join('')}()`;
    const entry = entries.get(call);
    if (entry === undefined || !exists(entry)) continue;
    const quote = source[found.specifier.start!]!;
    const edits: TextEdit[] = [{ ...rangeOf(found.call), text: `require(${quote}${entry}${quote})` }];
    if (found.binding?.references.length === 1) {
      const home = body.findIndex((s) => s.start! <= found.specifier.start! && found.specifier.end! <= s.end!);
      const removed = [withComments(source, rangeOf(body[home]!), { keepComments: true })];
      edits.push(...[...removed, ...gapSpace(source, removed, () => [])].map((range) => ({ ...range, text: '' })));
    }
    return { edits: edits.sort((a, b) => a.start - b.start), at: found.call.start!, call, entry };
  }
  return null;
}

interface CalledPackage {
  call: t.CallExpression;
  specifier: t.StringLiteral;
  /** The members from the package's value to the function. */
  keys: string[];
  /** The variable that holds the package, or its member. */
  binding: Binding | null;
}

/** `require('x').y();` as a statement, or the same by way of a variable. */
function calledPackage(statement: t.Statement, scopes: ScopeInfo): CalledPackage | null {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return null;
  const call = statement.expression;
  if (call.arguments.length > 0) return null;
  const { root, keys } = membersOf(call.callee);
  if (root.type !== 'Identifier') {
    const specifier = requiredBy(root, scopes);
    return specifier && { call, specifier, keys, binding: null };
  }
  const binding = scopes.byNode.get(root)?.binding;
  const declarator = binding?.declarations.length === 1 && !binding.isWritten ? declaratorOf(binding) : null;
  if (!declarator?.init) return null;
  const value = membersOf(declarator.init);
  const specifier = requiredBy(value.root, scopes);
  const taken = specifier && takenKeys(declarator.id);
  return taken && { call, specifier, keys: [...value.keys, ...taken, ...keys], binding: binding! };
}

/** The specifier of `require('x')`. */
function requiredBy(node: t.Node, scopes: ScopeInfo): t.StringLiteral | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return null;
  if (scopes.byNode.get(node.callee)?.binding) return null;
  const [specifier] = node.arguments;
  return specifier?.type === 'StringLiteral' ? specifier : null;
}

/** The declarator of a declaration that declares nothing else. */
function declaratorOf(binding: Binding): t.VariableDeclarator | null {
  for (let up = parentOf(binding.declarations[0]!); up; up = parentOf(up)) {
    if (up.type !== 'VariableDeclarator') continue;
    const declaration = parentOf(up);
    return declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1 ? up : null;
  }
  return null;
}

/** `x` takes the value itself, `{ y }` one member of it; null for anything else. */
function takenKeys(id: t.Node): string[] | null {
  if (id.type === 'Identifier') return [];
  const property = id.type === 'ObjectPattern' && id.properties.length === 1 ? id.properties[0]! : null;
  if (property?.type !== 'ObjectProperty' || property.value.type !== 'Identifier') return null;
  const key = propertyKey(property);
  return key === null ? null : [key];
}
