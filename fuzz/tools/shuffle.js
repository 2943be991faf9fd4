import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { makeRandom } from '../random.js';

/** @type {import('../random.js').Random | null} */
let order = null;

/**
 * Makes every folder listing of this process come in the order in force. Must run before the tool is imported, as
 * its libraries keep the functions they found.
 */
export function watchFolderReads() {
  const { readdir, readdirSync } = fs;
  const promised = fs.promises.readdir;
  const arranged = (/** @type {unknown[]} */ list) => (order ? order.shuffle(list) : list);
  Object.assign(fs, {
    readdirSync: (/** @type {[string]} */ ...args) => arranged(readdirSync(...args)),
    readdir: (/** @type {[string, ...unknown[]]} */ ...args) => {
      const done = /** @type {(error: Error | null, list?: unknown[]) => void} */ (args.pop());
      // The callback's type depends on the options, which are passed on as they are.
      Reflect.apply(readdir, fs, [
        ...args,
        (/** @type {Error | null} */ error, /** @type {unknown[]} */ list) => done(error, list && arranged(list)),
      ]);
    },
  });
  fs.promises.readdir = /** @type {typeof promised} */ (
    async (/** @type {[string]} */ ...args) => arranged(await promised(...args))
  );
  syncBuiltinESMExports();
}

/** Runs `work` while folder listings come in another order. @template T @param {string} seed @param {() => Promise<T>} work */
export async function withShuffledFolders(seed, work) {
  order = makeRandom(seed);
  try {
    return await work();
  } finally {
    order = null;
  }
}
