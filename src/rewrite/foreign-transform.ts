import { join } from 'node:path';
import type { API, JSCodeshift, Options } from 'jscodeshift';
import type { Finding } from '../finding.js';
import { loadTransform, type LoadedTransform } from './load-transform.js';

export interface ForeignFile {
  /** Relative to the root, with forward slashes. */
  path: string;
  source: string;
}

export interface ForeignOptions {
  /** Absolute path of the project root; the transform sees absolute paths, so that it can read neighbours. */
  root: string;
  /** The third argument of the transform. */
  transformOptions?: Options;
  /** Told after each file. */
  onProgress?: (done: number, total: number) => void;
}

export interface ForeignResult {
  /** The files given, in the same order, each with its text after the transform. */
  files: ForeignFile[];
  /**
   * Rule `foreign-transform`: error, the transform threw or returned no text on this file, which stays as it was;
   * info, what it said through `api.report`.
   */
  findings: Finding[];
}

/**
 * Runs somebody's jscodeshift transform over files, with the real jscodeshift API, as `jscodeshift -t <path>` would.
 * The parser is the one the transform asks for; otherwise the file's extension decides, where the jscodeshift command
 * would take `babel` for all and fail on TypeScript.
 * @param transformPath absolute path of the transform's file
 * @throws {UserError} the transform cannot be loaded
 */
export async function runForeignTransform(
  transformPath: string,
  files: readonly ForeignFile[],
  options: ForeignOptions,
): Promise<ForeignResult> {
  const transform = await loadTransform(transformPath);
  const { default: jscodeshift } = await import('jscodeshift');
  const result: ForeignResult = { files: [], findings: [] };
  for (const file of files) {
    const { source, findings } = await runOnFile(transform, jscodeshift, file, options);
    result.files.push({ path: file.path, source });
    result.findings.push(...findings);
    options.onProgress?.(result.files.length, files.length);
  }
  return result;
}

async function runOnFile(
  transform: LoadedTransform,
  jscodeshift: JSCodeshift,
  file: ForeignFile,
  { root, transformOptions = {} }: ForeignOptions,
): Promise<{ source: string; findings: Finding[] }> {
  const findings: Finding[] = [];
  const j = jscodeshift.withParser(transform.parser ?? parserFor(file.path));
  const report = (message: string) =>
    void findings.push(finding(file.path, 'info', String(message), 'Said by the transform; see its documentation.'));
  // Counters of `jscodeshift --dry`; nothing shows them here.
  const stats = () => undefined;
  const api: API = { j, jscodeshift: j, stats, report };
  try {
    const output = await transform.run({ path: join(root, file.path), source: file.source }, api, transformOptions);
    if (typeof output === 'string' && output !== '') return { source: output, findings };
    if (output) throw new TypeError(`it returned ${typeof output} in place of text`);
  } catch (error) {
    findings.push(failure(file.path, error));
  }
  return { source: file.source, findings };
}

function parserFor(path: string): string {
  if (/\.[cm]?ts$/.test(path)) return 'ts';
  return path.endsWith('.tsx') ? 'tsx' : 'babel';
}

/** A parse error of Babel or recast tells its place; any other error is about the whole file. */
function failure(path: string, error: unknown): Finding {
  const { message, loc } = (error ?? {}) as { message?: string; loc?: { line?: number; column?: number } };
  const reason = (message ?? String(error)).split('\n')[0];
  const advice = 'The file is left as it was; change it by hand, or correct the transform.';
  const made = finding(path, 'error', `The transform failed on this file: ${reason}.`, advice);
  return loc?.line === undefined ? made : { ...made, line: loc.line, column: (loc.column ?? 0) + 1 };
}

function finding(file: string, severity: Finding['severity'], message: string, advice: string): Finding {
  return { rule: 'foreign-transform', severity, file, line: 1, column: 1, message, advice };
}
