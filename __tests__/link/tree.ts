import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { FileKind, Package, PackageJson, Project } from '../../src/discover/project.js';
import type { Tree } from '../trial/tree.js';

const kinds: Record<string, FileKind> = { cjs: 'cjs', mjs: 'mjs', ts: 'ts', tsx: 'ts', json: 'json', html: 'html' };

/** A project whose sources are the tree's files outside node_modules, save links and those under an `ignored` folder. */
export function projectOf(root: string, tree: Tree): Project {
  const listed = Object.keys(tree)
    .filter((path) => !/(^|\/)(node_modules|ignored)\//.test(path))
    .sort();
  const packages: Package[] = listed
    .filter((path) => /(^|\/)package\.json$/.test(path))
    .map((path) => {
      const json = tree[path] as PackageJson;
      const dir = dirname(path) === '.' ? '' : dirname(path);
      return {
        dir,
        manifest: path,
        text: JSON.stringify(json),
        json,
        published: false,
        fixture: false,
        missing: false,
      };
    });
  const files = listed
    .filter((path) => !String(tree[path]).startsWith('-> '))
    .map((path) => ({
      path,
      kind: kinds[path.split('.').pop() ?? ''] ?? 'js',
      package: 0,
      esm: false,
      roles: [],
      selected: true,
    }));
  return { root, packages, files, references: [], globs: [], floor: [20, 19, 0], isFloorFixed: false };
}

/** What the running Node says about one specifier; paths are absolute, builtins keep `node:`, null is a thrown error. */
export interface NodeAnswer {
  required: string | null;
  imported: string | null;
  /** Object.keys of the namespace; null when the import throws. */
  keys: string[] | null;
}

/** Asks the running Node itself, from a file of the tree. */
export function askNode(root: string, from: string, specifiers: string[]): NodeAnswer[] {
  const program = `
    import { createRequire, isBuiltin } from 'node:module';
    import { existsSync, statSync, realpathSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    const from = process.argv[1];
    const attempt = async (f) => { try { return await f(); } catch { return null; } };
    const fileOf = (url) => {
      if (url.startsWith('node:')) return isBuiltin(url) ? url : null;
      const file = fileURLToPath(url);
      return existsSync(file) && statSync(file).isFile() ? realpathSync(file) : null;
    };
    const require = createRequire(from);
    const answers = [];
    for (const s of JSON.parse(process.argv[2])) {
      const required = await attempt(() => require.resolve(s));
      const url = await attempt(() => import.meta.resolve(s, new URL('file://' + from)));
      const imported = url && fileOf(url);
      const keys = imported && (await attempt(async () => Object.keys(await import(url))));
      answers.push({ required, imported, keys });
    }
    process.stdout.write(JSON.stringify(answers));`;
  const flags = ['--no-warnings', '--experimental-import-meta-resolve', '--input-type=module', '--eval', program];
  const run = spawnSync(process.execPath, [...flags, join(root, from), JSON.stringify(specifiers)], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as NodeAnswer[];
}
