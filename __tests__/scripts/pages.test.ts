import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { analyse } from '../../src/analyse/analyse.js';
import { projectOf } from './project.js';
import { migrateScripts, type ScriptsResult } from '../../src/migrate-scripts.js';

/**
 * `__testfixtures__/<transform>/<case>/before` holds pages and their classic scripts. They become `after`, byte for byte
 * (`after/findings.txt` lists what is said), and each page logs the same before and after in a realm of its own.
 * UPDATE_FIXTURES=1 writes `after`; look at what it wrote.
 */
const fixtures = resolve('__testfixtures__');
const realm = resolve('fuzz/script-pages/realm.js');

const cases = ['iife-module', 'augmentation', 'namespaces', 'umd', 'amd', 'script-globals'].flatMap((transform) =>
  existsSync(join(fixtures, transform))
    ? readdirSync(join(fixtures, transform))
        .filter((name) => existsSync(join(fixtures, transform, name, 'before')))
        .map((name) => `${transform}/${name}`)
    : [],
);

function readTree(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => /\.\w+$/.test(name)).sort();
  return new Map(files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]));
}

function migrate(files: ReadonlyMap<string, string>): ScriptsResult {
  const scripts = [...files].filter(([path]) => path.endsWith('.js'));
  const facts = new Map(scripts.map(([path, text]) => [path, analyse(path, text)]));
  return migrateScripts({ project: projectOf(files), sources: files, facts });
}

function applied(files: ReadonlyMap<string, string>, { changes }: ScriptsResult): Map<string, string> {
  const after = new Map(files);
  for (const change of changes) after.set(change.newPath, change.after!);
  return after;
}

test.each(cases)('%s', async (name) => {
  const before = readTree(join(fixtures, name, 'before'));
  const result = migrate(before);
  const after = applied(before, result);
  const said = result.findings.map((f) => `${f.severity} ${f.rule} ${f.file}:${f.line}:${f.column} ${f.message}\n`);
  const actual = new Map([...after, ['findings.txt', said.join('')]]);

  const { runPage } = (await import(realm)) as {
    runPage: (files: Map<string, string>, page: string) => Promise<string[]>;
  };
  for (const page of before.keys()) {
    if (page.endsWith('.html')) expect([page, await runPage(after, page)]).toEqual([page, await runPage(before, page)]);
  }
  // Another run changes nothing.
  expect(migrate(after).changes).toEqual([]);

  const folder = join(fixtures, name, 'after');
  if (process.env['UPDATE_FIXTURES']) {
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of actual) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  expect(actual).toEqual(readTree(folder));
});
