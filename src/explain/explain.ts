import type { Finding } from '../finding.js';
import { UserError } from '../finding.js';
import type { Analysis } from '../migrate.js';
import { explainAction } from './action.js';
import { type Decision, Lines } from './decision.js';
import { explainExports } from './exports.js';
import { explainRequests } from './requests.js';

/** All decisions about one file, or those about one line of it. */
export interface Explanation {
  /** Relative to the project root. */
  file: string;
  newFile: string;
  line: number | null;
  decisions: Decision[];
  /** What the report says about the file, or about the line. */
  findings: Finding[];
}

/**
 * Explains what a run decides about a file: what becomes of it, how it exports, and how each of its requests reads.
 * @param path relative to the project root
 * @param line 1-based; null: the whole file. A line without decisions of its own gets those about the file.
 * @throws {UserError} the file is no source file of the project
 */
export function explain(analysis: Analysis, path: string, line: number | null): Explanation {
  const file = analysis.plan.files.get(path);
  if (!file)
    throw new UserError(`${path} is not a source file of this project (ignored files and data have no decisions).`);
  const lines = new Lines(analysis);
  const exports = explainExports(analysis, path, lines);
  const all = [explainAction(analysis, path), ...(exports ? [exports] : []), ...explainRequests(analysis, path, lines)];
  const covers = (d: Decision): boolean =>
    d.lines !== null && line !== null && d.lines.first <= line && line <= d.lines.last;
  const requests = all.filter((d) => d.about === 'request' && covers(d));
  const atLine = requests.length > 0 ? requests : all.filter((d) => d.about === 'file' || covers(d));
  return {
    file: path,
    newFile: file.newPath,
    line,
    decisions: line === null ? all : atLine,
    findings: analysis.findings.filter((f) => f.file === path && (line === null || f.line === line)),
  };
}
