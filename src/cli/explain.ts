import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Decision, Fact } from '../explain/decision.js';
import type { Explanation } from '../explain/explain.js';
import { UserError } from '../finding.js';
import type { Colors } from './colors.js';

/**
 * Reads `file` or `file:line`.
 * @param root absolute path of the project root; the file is given relative to `cwd`
 * @throws {UserError} there is no such file, or it is outside of the project
 */
export function readPlace(text: string, cwd: string, root: string): { path: string; line: number | null } {
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(text);
  const isPlace = match !== null && !existsSync(resolve(cwd, text));
  const name = isPlace ? match[1]! : text;
  const line = isPlace ? Number(match[2]) : null;
  const file = resolve(cwd, name);
  if (!existsSync(file)) throw new UserError(`no such file: ${name}. Give its path relative to the current folder.`);
  const path = relative(realpathSync(root), realpathSync(file)).split(sep).join('/');
  if (path.startsWith('../')) throw new UserError(`${name} is outside of the project at ${root}.`);
  return { path, line };
}

/** What `esmigrate explain --format json` prints, as one JSON document. */
export function explanationJson(explanation: Explanation): string {
  return `${JSON.stringify({ version: 1, ...explanation }, null, 2)}\n`;
}

/** The decisions one after the other: what, why (with places), and what would have been better. */
export function explanationText(explanation: Explanation, colors: Colors): string {
  const { file, decisions, findings } = explanation;
  const parts = decisions.map((decision) => decisionText(file, decision, colors));
  for (const { line, column, message, advice, rule, severity } of findings)
    parts.push(
      `${colors.bold(`${file}:${line}:${column}`)} ${severity}: ${message} ${colors.dim(`[${rule}]`)}\n  ${advice}\n`,
    );
  return parts.join('\n');
}

function decisionText(
  file: string,
  { about, lines, code, decision, rule, facts, better }: Decision,
  colors: Colors,
): string {
  const place = lines === null || about === 'exports' ? file : `${file}:${lines.first}`;
  const subject = code === null ? '' : ` ${code}`;
  const head = `${colors.bold(place)}${subject} ${decision}. ${colors.dim(`[${rule}]`)}\n`;
  const why = facts.map((fact) => `  because ${factText(fact, file)}\n`);
  return `${head}${why.join('')}${better === null ? '' : `  ${colors.cyan('instead')} ${better}\n`}`;
}

function factText({ text, file, line }: Fact, own: string): string {
  if (line === null) return file === own ? text : `${text} (${file})`;
  return `${text} (${file}:${line})`;
}
