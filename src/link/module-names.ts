import { posix } from 'node:path';
import type * as t from '@babel/types';
import { parse } from '../analyse/parse.js';
import { patternIdentifiers } from '../analyse/tree.js';

/** Parses a text that must be a module. @throws {Error} when it is none */
function moduleBody(path: string, source: string): t.Statement[] {
  const parsed = parse(source, path);
  const problem = 'message' in parsed ? parsed : parsed.moduleErrors[0];
  if (problem) throw new Error(`${path}:${problem.line} is no module: ${problem.message}`);
  return (parsed as Exclude<typeof parsed, { message: string }>).program.program.body;
}

const textOf = (name: t.Identifier | t.StringLiteral): string => (name.type === 'Identifier' ? name.name : name.value);

/** The named imports and re-exports of a module, by the path they are from. Namespace imports have no names. */
export function importsIn(path: string, source: string): { from: string; names: string[] }[] {
  return moduleBody(path, source).flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration' && statement.type !== 'ExportNamedDeclaration') return [];
    if (!statement.source || !/^\.\.?\//.test(statement.source.value)) return [];
    const names = (statement.specifiers as t.Node[]).flatMap((s) => {
      if (s.type === 'ImportSpecifier') return [textOf(s.imported)];
      return s.type === 'ExportSpecifier' ? [s.local.name] : [];
    });
    return [{ from: posix.join(posix.dirname(path), decodeURI(statement.source.value)), names }];
  });
}

/** The files that a module imports, or exports again, by relative paths; none for a text that is no module. */
export function importedFiles(path: string, source: string): string[] {
  const parsed = parse(source, path);
  if ('message' in parsed) return [];
  return parsed.program.program.body.flatMap((statement) => {
    const from = 'source' in statement && statement.source?.type === 'StringLiteral' ? statement.source.value : null;
    return from !== null && /^\.\.?\//.test(from) ? [posix.join(posix.dirname(path), decodeURI(from))] : [];
  });
}

/** The names that a module exports itself. */
export function exportsIn(path: string, source: string): Set<string> {
  const names = new Set<string>();
  for (const statement of moduleBody(path, source)) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const s of statement.specifiers) if (s.type === 'ExportSpecifier') names.add(textOf(s.exported));
    const { declaration } = statement;
    if (declaration?.type === 'VariableDeclaration') {
      for (const d of declaration.declarations) for (const id of patternIdentifiers(d.id)) names.add(id.name);
    } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
      names.add(declaration.id.name);
  }
  return names;
}
