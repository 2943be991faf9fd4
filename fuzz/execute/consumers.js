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
  const keys = Object.keys(v).map((k) => { const d = Object.getOwnPropertyDescriptor(v, k); return k + ':' + (d && 'value' in d ? '' : 'accessor ') + typeof v[k]; });
  return { type: typeof v, keys, proto: proto === null ? null : proto.constructor ? proto.constructor.name : 'object' };
};
const attempt = async (work) => { try { return await work(); } catch (e) { return { error: e && e.name }; } };
const required = await attempt(async () => ({ value: describe(createRequire(import.meta.url)(NAME)) }));
console.log(MARK + JSON.stringify({ required }));
// Some versions of Node give an unfinished namespace for what require() failed to load before.
const imported = required.error ? required : await attempt(async () => {
  const ns = await import(NAME);
  const names = Object.fromEntries(Object.keys(ns).filter((k) => k !== 'default' && k !== 'module.exports').map((k) => [k, typeof ns[k]]));
  return { default: describe(ns.default), names };
});
const own = createRequire(import.meta.url);
const isThere = (file) => { try { return Boolean(own.resolve(NAME + '/' + file)); } catch { return false; } };
const deep = FILES.filter(isThere);
console.log(MARK + JSON.stringify({ required, imported, deep }));
`;

/**
 * What users of the package get, as a line of JSON; null when loading it ended the process.
 * @param {string} node @param {string} scratch an empty folder next to the package @param {string} packageDir @param {string} name the package's name
 * @param {string[]} files paths in the package that users may load too
 */
export async function consume(node, scratch, packageDir, name, files) {
  const script = SCRIPT.replaceAll('NAME', JSON.stringify(name))
    .replaceAll('MARK', JSON.stringify(MARK))
    .replace('FILES', JSON.stringify(files));
  await writeTree(path.join(scratch, 'node_modules'), new Map());
  await writeTree(scratch, new Map([['consume.mjs', script]]));
  await symlink(packageDir, path.join(scratch, 'node_modules', name));
  const { stdout } = await execute(node, ['consume.mjs'], scratch);
  const line = stdout.split('\n').findLast((l) => l.startsWith(MARK));
  return line ? line.slice(MARK.length) : null;
}

/**
 * The first thing a user of the package would notice, or null. New named exports are no difference.
 * @param {string | null} before @param {string | null} after @param {boolean} named whether named imports are compared
 * @param {boolean} isPrivate nobody outside loads the package for nothing: an empty object may become an empty namespace
 * @returns {{ detail: string, signature: string } | null}
 */
export function consumerDifference(before, after, named, isPrivate) {
  const differs = (/** @type {string} */ kind, /** @type {string} */ detail) => ({
    detail: `${kind}: ${detail}`,
    signature: kind,
  });
  if (before === null || after === null) {
    return before === after ? null : differs('consumer ends', 'loading ends the process on one side only');
  }
  const [a, b] = [JSON.parse(before), JSON.parse(after)];
  // An error that the package does not wait for ends the process a moment later, before or after import() is done.
  const isComplete = a.imported && b.imported;
  const { value: given } = a.required;
  const isNothing = given?.type === 'object' && given.proto === 'Object' && given.keys.length === 0;
  for (const how of isPrivate && isNothing ? [] : ['required', ...(isComplete ? ['imported'] : [])]) {
    if (a[how].error || b[how].error) {
      if (a[how].error !== b[how].error)
        return differs(`consumer ${how} error`, `${JSON.stringify(a[how])} -> ${JSON.stringify(b[how])}`);
      continue;
    }
    const value = how === 'required' ? 'value' : 'default';
    // A member that changes later stays current by an accessor.
    const keys = b[how][value]?.keys;
    const isValue = (/** @type {string} */ k) => a[how][value]?.keys?.includes(k.replace('accessor ', ''));
    if (keys) b[how][value].keys = keys.map((/** @type {string} */ k) => (isValue(k) ? k.replace('accessor ', '') : k));
    const [va, vb] = [JSON.stringify(a[how][value]), JSON.stringify(b[how][value])];
    const part = ['type', 'keys', 'proto'].find(
      (p) => JSON.stringify(a[how][value]?.[p]) !== JSON.stringify(b[how][value]?.[p]),
    );
    if (va !== vb) return differs(`consumer ${how} ${part ?? 'value'}`, `${va} -> ${vb}`);
  }
  if (!isComplete) return null;
  const gone = a.deep.find((/** @type {string} */ file) => !b.deep.includes(file));
  if (gone) return differs('consumer deep path', gone);
  if (!named || a.imported.error) return null;
  // Today's named exports are what the lexer saw; one it invented reads undefined and may go.
  const lost = Object.keys(a.imported.names).filter(
    (k) => k !== '__esModule' && a.imported.names[k] !== 'undefined' && a.imported.names[k] !== b.imported.names[k],
  );
  return lost.length ? differs('consumer names', lost.join()) : null;
}
