import { existsSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { UserError } from '../finding.js';
import type { MigrateOptions } from '../options.js';
import { transformIds } from '../transforms-index.js';
import type { Invocation } from './command.js';
import type { CliContext } from './context.js';
import type { Format } from './options-table.js';

/** A checked invocation. */
export interface Settings {
  migrate: MigrateOptions;
  write: boolean;
  force: boolean;
  format: Format;
  /** Absolute path; null: stdout. */
  out: string | null;
  quiet: boolean;
  color: boolean;
}

/**
 * Checks what the user asked for before any work is done.
 * @throws {UserError} an unknown transform, a missing path, a malformed version
 */
export function toSettings(invocation: Extract<Invocation, { positionals: string[] }>, context: CliContext): Settings {
  const { options } = invocation;
  const [first, ...rest] = invocation.positionals;
  const alone = invocation.kind === 'migrate' && first !== undefined && isTransformId(first);
  const paths = alone ? rest : invocation.positionals;
  for (const path of paths) expectPath(path, context.cwd);
  const write = options.write ?? false;
  return {
    migrate: {
      paths,
      transforms: [
        ...(alone ? [first] : []),
        ...(options.transform ?? []).map((name) => toTransform(name, context.cwd)),
      ],
      include: options.include ?? [],
      exclude: options.exclude ?? [],
      target: options.target,
      node: options.node === undefined ? null : toVersion(options.node),
      valueExports: options.valueExports,
      lazy: options.lazy,
      compat: options.compat,
    },
    write,
    force: options.force ?? false,
    format: options.format ?? defaultFormat(options.out, write, context.stdout.isTTY ?? false),
    out: options.out === undefined ? null : toOutFile(options.out, context.cwd),
    quiet: options.quiet ?? false,
    color: options.color,
  };
}

/** A piped dry run is a patch and nothing else, so that `esmigrate > m.patch && git apply m.patch` works. */
function defaultFormat(out: string | undefined, write: boolean, terminal: boolean): Format {
  if (out !== undefined) return extname(out) === '.json' ? 'json' : 'diff';
  return write || terminal ? 'pretty' : 'diff';
}

function isTransformId(name: string): boolean {
  return transformIds.some(({ id }) => id === name);
}

/** An id stays an id; a file of the user's own becomes an absolute path. */
function toTransform(name: string, cwd: string): string {
  if (isTransformId(name)) return name;
  const path = resolve(cwd, name);
  if (/\.[cm]?[jt]sx?$/.test(name)) {
    if (existsSync(path)) return path;
    throw new UserError(`no such transform file: ${name}. Give its path relative to the current folder.`);
  }
  const known = transformIds.map(({ id }) => id).join(', ');
  throw new UserError(`unknown transform '${name}'. Known: ${known}. A transform of your own is given by its path.`);
}

/** Globs are left to discovery, which knows what they match. */
function expectPath(path: string, cwd: string): void {
  if (existsSync(resolve(cwd, path)) || /[*?[\]{}!]/.test(path)) return;
  const hint = /[./\\]/.test(path) ? 'Check the path.' : 'See esmigrate list for the transforms.';
  throw new UserError(`no such file, folder or transform: ${path}. ${hint}`);
}

function toVersion(version: string): string {
  if (/^v?\d+(\.\d+){0,2}$/.test(version)) return version.replace(/^v/, '');
  throw new UserError(`--node wants a version such as 20.19.0, not '${version}'.`);
}

function toOutFile(out: string, cwd: string): string {
  const path = resolve(cwd, out);
  if (existsSync(dirname(path))) return path;
  throw new UserError(`cannot write ${out}: there is no folder ${dirname(out)}. Make it first.`);
}
