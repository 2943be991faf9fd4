import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as t from '@babel/types';
import { parse } from '../analyse/parse.js';
import { analyseScopes } from '../analyse/scope-pass.js';
import type { Binding, ScopeInfo } from '../analyse/scope.js';
import { parentOf, type Node } from '../analyse/tree.js';
import { memberKey } from '../analyse/uses.js';

/** Bundles are not read: this costs more there than the answer is worth. */
const MAX_BYTES = 400_000;

/**
 * True where a file gives members to the value that it exports as a whole (`module.exports = f` or the default export):
 * it writes them, or hands the value to a call that may. One half of a dual package that does and one that does not have
 * different members, whatever names they show.
 * @param file absolute path of an installed module
 */
export function isDressed(file: string, depth = 0): boolean {
  if (depth > 3 || !existsSync(file) || statSync(file).size > MAX_BYTES) return false;
  const source = readFileSync(file, 'utf8');
  const parsed = parse(source, file);
  if ('message' in parsed) return false;
  const scopes = analyseScopes(parsed.program, source);
  const { body } = parsed.program.program;
  const whole = wholeExports(body, scopes);
  for (const found of whole) {
    if (typeof found === 'string') {
      if (/^\.\.?\//.test(found) && isDressed(join(dirname(file), found), depth + 1)) return true;
      continue;
    }
    if (found.references.some(({ node }) => givesMembers(node))) return true;
  }
  return (scopes.free.get('module') ?? []).some(({ node }) => {
    const exports = parentOf(node)!;
    return exports.type === 'MemberExpression' && memberKey(exports) === 'exports' && givesMembers(exports);
  });
}

/** What a file exports as a whole: variables of its own, and the specifiers of modules whose default it passes on. */
function wholeExports(body: t.Statement[], scopes: ScopeInfo): (Binding | string)[] {
  const found: (Binding | string)[] = [];
  const add = (name: string): void => {
    const binding = scopes.program.lookup(name);
    if (!binding) return;
    found.push(binding);
    const declaration = binding.kind === 'import' ? parentOf(parentOf(binding.declarations[0]!)!) : null;
    if (declaration?.type === 'ImportDeclaration') found.push(declaration.source.value);
  };
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement;
      if (declaration.type === 'Identifier') add(declaration.name);
      else if ('id' in declaration && declaration.id?.type === 'Identifier') add(declaration.id.name);
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const specifier of statement.specifiers) {
        const exported = 'exported' in specifier ? specifier.exported : null;
        if (exported?.type !== 'Identifier' || exported.name !== 'default') continue;
        if (statement.source) found.push(statement.source.value);
        else if (specifier.type === 'ExportSpecifier') add(specifier.local.name);
      }
    }
  }
  for (const { node } of scopes.free.get('module') ?? []) {
    const assigned = assignedTo(parentOf(node)!);
    if (assigned?.type === 'Identifier') add(assigned.name);
  }
  return found;
}

/** The value of `module.exports = x`, through `exports = module.exports = x`. */
function assignedTo(target: Node): Node | null {
  const assignment = parentOf(target);
  if (assignment?.type !== 'AssignmentExpression' || assignment.left !== target) return null;
  return assignment.right;
}

/** `x.k = …`, `x[k] = …`, `x.__defineGetter__(…)`, `Object.assign(x, …)`, `extend(x, …)`. */
function givesMembers(node: Node): boolean {
  const outer = parentOf(node);
  if (!outer) return false;
  if (outer.type === 'CallExpression') return outer.callee !== node;
  if (outer.type !== 'MemberExpression' || outer.object !== node) return false;
  const use = parentOf(outer);
  if (use?.type === 'AssignmentExpression') return use.left === outer && memberKey(outer) !== 'prototype';
  return use?.type === 'CallExpression' && use.callee === outer && /^__define/.test(memberKey(outer) ?? '');
}
