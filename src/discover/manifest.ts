import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { UserError } from '../finding.js';
import type { PackageJson } from './project.js';
import { positionAt } from './text.js';

/** The text and the value of one package.json. */
export interface Manifest {
  text: string;
  json: PackageJson;
}

/**
 * Reads a package.json as Node does: strict JSON (a byte order mark is let through), an object at the top.
 * @param root absolute folder that `path` is relative to, and that messages leave out
 * @throws {UserError} with file, line and column where the text is not valid JSON
 */
export function readManifest(root: string, path: string): Manifest {
  const text = readFileSync(join(root, path), 'utf8');
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const errors: ParseError[] = [];
  const value: unknown = parse(body, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first) {
    const { line, column } = positionAt(body, first.offset);
    throw new UserError(`${path}:${line}:${column}: invalid JSON (${printParseErrorCode(first.error)})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${path}:1:1: invalid package.json (not an object)`);
  }
  return { text, json: value as PackageJson };
}
