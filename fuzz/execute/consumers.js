import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { execute } from './execute.js';
import { writeTree } from './workspace.js';

const MARK = '@@consumer ';

/** Runs outside the package: describes what require() and import() of it yield, on a marked line. */
const SCRIPT = `
import { createRequire } from 'node:module';
const describe = (v) => {
  if (v === null || (typeof v !== 'object' && typeof v !== 'function')) return typeof v + ' ' + String(v);
  const proto = Object.getPrototypeOf(v);
  const keys = Object.keys(v).map((k) => { const d = Object.getOwnPropertyDescriptor(v, k); return k + ':' + (d && 'value' in d ? typeof d.value : 'accessor'); });
  return { type: typeof v, keys, proto: proto === null ? null : proto.constructor ? proto.constructor.name : 'object' };
};
const attempt = async (work) => { try { return await work(); } catch (e) { return { error: e && e.name }; } };
const required = await attempt(async () => ({ value: describe(createRequire(import.meta.url)(NAME)) }));
const imported = await attempt(async () => {
  const ns = await import(NAME);
  const names = Object.fromEntries(Object.keys(ns).filter((k) => k !== 'default' && k !== 'module.exports').map((k) => [k, typeof ns[k]]));
  return { default: describe(ns.default), names };
});
console.log(MARK + JSON.stringify({ required, imported }));
`;

/**
 * What users of the package get, as a line of JSON; null when loading it ended the process.
 * @param {string} node @param {string} scratch an empty folder next to the package @param {string} packageDir @param {string} name the package's name
 */
export async function consume(node, scratch, packageDir, name) {
  const script = SCRIPT.replaceAll('NAME', JSON.stringify(name)).replaceAll('MARK', JSON.stringify(MARK));
  await writeTree(path.join(scratch, 'node_modules'), new Map());
  await writeTree(scratch, new Map([['consume.mjs', script]]));
  await symlink(packageDir, path.join(scratch, 'node_modules', name));
  const { stdout } = await execute(node, ['consume.mjs'], scratch);
  const line = stdout.split('\n').find((l) => l.startsWith(MARK));
  return line ? line.slice(MARK.length) : null;
}

/** The first thing a user of the package would notice, or null. New named exports are no difference. @param {string | null} before @param {string | null} after @param {boolean} named whether named imports are compared */
export function consumerDifference(before, after, named) {
  if (before === null || after === null) return before === after ? null : 'loading ends the process on one side only';
  const [a, b] = [JSON.parse(before), JSON.parse(after)];
  const [ra, rb] = [JSON.stringify(a.required), JSON.stringify(b.required)];
  if (ra !== rb) return `require(): ${ra} -> ${rb}`;
  if (a.imported.error || b.imported.error)
    return a.imported.error === b.imported.error
      ? null
      : `import(): ${JSON.stringify(a.imported)} -> ${JSON.stringify(b.imported)}`;
  const [da, db] = [JSON.stringify(a.imported.default), JSON.stringify(b.imported.default)];
  if (da !== db) return `import() default: ${da} -> ${db}`;
  if (!named) return null;
  // Today's named exports are what the lexer saw; one it invented reads undefined and may go.
  const lost = Object.keys(a.imported.names).filter(
    (k) => k !== '__esModule' && a.imported.names[k] !== 'undefined' && a.imported.names[k] !== b.imported.names[k],
  );
  return lost.length ? `import() names: ${lost.join()}` : null;
}
