import type * as t from '@babel/types';
import type { ModuleExportFacts, RequestFacts } from './facts.js';
import { parse, type SyntaxProblem } from './parse.js';
import { rangeOf } from './ranges.js';
import type { Node } from './tree.js';

/** An import declaration or an `export … from`, as far as linking needs it. */
export type StaticRequest = Pick<RequestFacts, 'form' | 'specifiers' | 'typeOnly'> & { specifier: string };

/** What a module asks of others and offers to them. */
export interface ModuleSyntax {
  /** Set when the text is no module: everything else is then empty. */
  problem: SyntaxProblem | null;
  requests: StaticRequest[];
  exports: ModuleExportFacts[];
}

/**
 * Reads the import and export declarations of a module's text, and nothing else: one parse, no scopes.
 * @param path decides the syntax by its extension
 */
export function readModuleSyntax(path: string, source: string): ModuleSyntax {
  const parsed = parse(source, path);
  if ('message' in parsed) return { problem: parsed, requests: [], exports: [] };
  const { program } = parsed.program;
  const problem = parsed.moduleErrors[0] ?? null;
  if (problem) return { problem, requests: [], exports: [] };
  return { problem: null, requests: staticRequests(program), exports: moduleExports(program) };
}

function staticRequests(program: t.Program): StaticRequest[] {
  const requests: StaticRequest[] = [];
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      const isTypeOnly = statement.importKind === 'type';
      const specifiers = statement.specifiers
        .filter((s) => s.type !== 'ImportSpecifier' || s.importKind !== 'type')
        .map((s) => ({
          imported:
            s.type === 'ImportSpecifier' ? nameOf(s.imported) : s.type === 'ImportDefaultSpecifier' ? 'default' : '*',
          local: s.local.name,
        }));
      requests.push({ form: 'import', specifier: statement.source.value, specifiers, typeOnly: isTypeOnly });
    } else if (
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportAllDeclaration') &&
      statement.source
    ) {
      const specifiers =
        statement.type === 'ExportAllDeclaration'
          ? [{ imported: '*', local: '*' }]
          : statement.specifiers.map((s) => ({
              imported: s.type === 'ExportSpecifier' ? nameOf(s.local) : '*',
              local: nameOf(s.exported),
            }));
      const isTypeOnly = statement.exportKind === 'type';
      requests.push({ form: 'export', specifier: statement.source.value, specifiers, typeOnly: isTypeOnly });
    }
  }
  return requests;
}

/** The names that a module exports itself, in source order; `export … from` declarations are requests. */
export function moduleExports(program: t.Program): ModuleExportFacts[] {
  const found: ModuleExportFacts[] = [];
  for (const statement of program.body) {
    const range = rangeOf(statement);
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement;
      const isFunction = declaration.type === 'FunctionDeclaration';
      const local = isFunction || declaration.type === 'ClassDeclaration' ? (declaration.id?.name ?? null) : null;
      found.push({ name: 'default', local, range, hoisted: isFunction });
    } else if (statement.type === 'ExportNamedDeclaration' && !statement.source) {
      for (const s of statement.specifiers) {
        if (s.type === 'ExportSpecifier')
          found.push({ name: nameOf(s.exported), local: nameOf(s.local), range, hoisted: false });
      }
      const { declaration } = statement;
      if (!declaration) continue;
      for (const name of declaredNames(declaration))
        found.push({ name, local: name, range, hoisted: declaration.type === 'FunctionDeclaration' });
    }
  }
  return found;
}

function declaredNames(declaration: t.Declaration): string[] {
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap((d) => patternNames(d.id));
  if ('id' in declaration && declaration.id?.type === 'Identifier') return [declaration.id.name];
  return [];
}

function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => patternNames(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((e) => (e ? patternNames(e) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
