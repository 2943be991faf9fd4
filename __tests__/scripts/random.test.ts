import { resolve } from 'node:path';
import { analyse } from '../../src/analyse/analyse.js';
import { migrateScripts } from '../../src/migrate-scripts.js';
import { projectOf } from './project.js';

/** A few random programs of script tags; `node fuzz/scripts.js` runs as many as wanted. */
type Files = Map<string, string>;
const load = async <T>(file: string): Promise<T> => (await import(resolve('fuzz/script-pages', file))) as T;

/** @returns null where the tool says that promise jobs may come at another time */
function migrate(files: Files): Files | null {
  const project = projectOf(files);
  const scripts = [...files].filter(([path]) => path.endsWith('.js'));
  const facts = new Map(scripts.map(([path, text]) => [path, analyse(path, text)]));
  const after = new Map(files);
  const { changes, findings } = migrateScripts({ project, sources: files, facts });
  expect(findings.filter((f) => f.rule === 'page-failed')).toEqual([]);
  if (findings.some((f) => f.rule === 'job-order')) return null;
  for (const change of changes) after.set(change.newPath, change.after!);
  return after;
}

test('pages log the same before and after', async () => {
  const { generatePages } = await load<{ generatePages: (seed: string, index: number) => Files }>('generate.js');
  const { runPage } = await load<{ runPage: (files: Files, page: string) => Promise<string[]> }>('realm.js');
  let compared = 0;
  for (let index = 0; index < 60; index++) {
    const files = generatePages('jest', index);
    const pages = [...files.keys()].filter((path) => path.endsWith('.html'));
    const before = await Promise.all(pages.map((page) => runPage(files, page)));
    // A script that fails while it loads stops the modules that need it; a declared global no longer throws.
    const isKnown =
      before.flat().some((line) => line.startsWith('uncaught')) ||
      /\b(?:score|lives)\b/.test([...files.values()].join());
    if (isKnown) continue;
    const after = migrate(files);
    if (!after) continue;
    expect([index, await Promise.all(pages.map((page) => runPage(after, page)))]).toEqual([index, before]);
    compared++;
  }
  expect(compared).toBeGreaterThan(30);
});
