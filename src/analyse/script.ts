import type * as t from '@babel/types';
import { parse, type SyntaxProblem } from './parse.js';
import { Places } from './places.js';
import { analyseScopes, type ScopeInfo } from './scope.js';

/** The parsed source of one classic script: a file, or an inline script of a page. */
export interface Script {
  /** The path of the file, or `page.html#2` for the third `<script>` element of a page. */
  id: string;
  /** Where findings point: the file, or the page. */
  file: string;
  /** Offset of `source` in the text of `file`. */
  offset: number;
  source: string;
  program: t.Program;
  scopes: ScopeInfo;
  places: Places;
  /** What the text may not say as a module. */
  moduleErrors: SyntaxProblem[];
}

/**
 * Parses one script and resolves its names.
 * @returns the problem when the text is no script (a fragment that is only valid when concatenated, for one)
 */
export function readScript(id: string, file: string, offset: number, source: string): Script | SyntaxProblem {
  const parsed = parse(source, 'script.js');
  if ('message' in parsed) return parsed;
  const { program } = parsed.program;
  const scopes = analyseScopes(parsed.program, source);
  const places = new Places(program, scopes.topLevelReturns[0]?.start ?? Infinity);
  return { id, file, offset, source, program, scopes, places, moduleErrors: parsed.moduleErrors };
}
