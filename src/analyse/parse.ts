import { parse as babelParse, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type * as t from '@babel/types';

/** A syntax error, in offsets; `line` is 1-based, `column` 1-based. */
export interface SyntaxProblem {
  message: string;
  offset: number;
  line: number;
  column: number;
}

export interface Parsed {
  program: t.File;
  /** Early errors that the text has as a module but not as a CommonJS script; empty for almost every file. */
  moduleErrors: SyntaxProblem[];
}

const common: ParserOptions = {
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  attachComment: false,
  tokens: false,
};

/**
 * Babel's plugins for a file: TypeScript by extension; JavaScript may hold JSX and decorators. Each plugin makes the parser
 * slower for the whole file, so one is used only where the text has what it is for.
 */
function pluginsFor(path: string, source: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(path)) return ['typescript', 'decorators-legacy'];
  if (path.endsWith('.tsx')) return ['typescript', 'jsx', 'decorators-legacy'];
  const plugins: ParserPlugin[] = [];
  if (/<\/[\w$.>]|\/>/.test(source)) plugins.push('jsx');
  if (/^\s*@[\w$]/m.test(source)) plugins.push('decorators-legacy');
  return plugins;
}

interface BabelError {
  message: string;
  pos?: number;
  loc?: { line: number; column: number };
}

/** A Babel error as ours: its message without the position that Babel appends, and without a full stop. */
function problem(error: unknown): SyntaxProblem {
  const e = error as BabelError;
  return {
    message: e.message.replace(/\.?\s*\(\d+:\d+\)$/, ''),
    offset: e.pos ?? 0,
    line: e.loc?.line ?? 1,
    column: (e.loc?.column ?? 0) + 1,
  };
}

/**
 * Parses a source text once, as a module; only a text with early errors there is parsed again as a CommonJS script
 * (ECMA-262 16.2 and Annex B: every sloppy-only form is an early error of a module).
 * @returns the tree with its early errors as a module, or the syntax problem when neither grammar accepts the text.
 */
export function parse(source: string, path: string): Parsed | SyntaxProblem {
  const plugins = pluginsFor(path, source);
  let tree: t.File | null = null;
  let moduleErrors: SyntaxProblem[];
  try {
    tree = babelParse(source, {
      ...common,
      plugins,
      sourceType: 'module',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      allowNewTargetOutsideFunction: true,
    });
    moduleErrors = ((tree as { errors?: unknown[] }).errors ?? []).map(problem);
  } catch (error) {
    moduleErrors = [problem(error)];
  }
  // `<!--` and `-->` are comments in a script only, and Babel's module mode may read them as operators.
  if (tree && moduleErrors.length === 0 && /<!--|^\s*-->/m.test(source)) {
    const script = parseScript(source, plugins);
    const comment = script.tree?.comments?.find((c) =>
      /^<!--|^-->/.test(source.slice(c.start ?? 0, (c.start ?? 0) + 4)),
    );
    if (comment) moduleErrors = [locate(source, comment.start ?? 0, 'HTML-like comment')];
  }
  if (tree && moduleErrors.length === 0) return { program: tree, moduleErrors };

  const script = parseScript(source, plugins);
  if (script.tree) return { program: script.tree, moduleErrors };
  // Neither grammar takes it: the module's complaint is the useful one where the text uses import or export.
  const isModule = tree?.program.body.some((s) => /^(Import|Export)/.test(s.type));
  return (isModule && moduleErrors[0]) || script.error;
}

function parseScript(
  source: string,
  plugins: ParserPlugin[],
): { tree: t.File; error?: undefined } | { tree?: undefined; error: SyntaxProblem } {
  try {
    return { tree: babelParse(source, { ...common, plugins, sourceType: 'commonjs' }) };
  } catch (error) {
    return { error: problem(error) };
  }
}

/** 1-based line and column of an offset. */
export function locate(source: string, offset: number, message: string): SyntaxProblem {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { message, offset, line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
