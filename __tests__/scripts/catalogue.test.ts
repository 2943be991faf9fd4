import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { analyse } from '../../src/analyse/analyse.js';
import { readPage } from '../../src/discover/pages.js';
import { migrateScripts } from '../../src/migrate-scripts.js';
import { programOf, readFixture, writeFixture, type CatalogueFixture } from './catalogue-fixture.js';
import { projectOf } from './project.js';

/**
 * Every pattern that `docs/script-patterns.md` lists, run as classic scripts and as the modules that they become, each in
 * a realm of its own: the pages must log the same. UPDATE_FIXTURES=1 writes the results; look at what it wrote.
 */
const folder = resolve('__testfixtures__/catalogue');
const realm = resolve('fuzz/script-pages/realm.js');
type Files = ReadonlyMap<string, string>;

/** Outcome by pattern (`section/name`), from the tables of the page. */
function listedPatterns(): Map<string, string> {
  const rows = readFileSync('docs/script-patterns.md', 'utf8').matchAll(/^\| `([\w./-]+)` *\|.*\| *([\w ]+?) *\|$/gm);
  return new Map([...rows].map(([, name, outcome]) => [name!, outcome!]));
}

const listed = listedPatterns();
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replaceAll('\\', '/').slice(0, -'.txt'.length))
  .sort();

function migrate(files: Files): { after: Map<string, string>; said: string[]; rules: Set<string> } {
  const scripts = [...files].filter(([path]) => path.endsWith('.js'));
  const facts = new Map(scripts.map(([path, text]) => [path, analyse(path, text)]));
  const { changes, findings } = migrateScripts({ project: projectOf(files), sources: files, facts });
  const after = new Map(files);
  for (const change of changes) after.set(change.newPath, change.after!);
  return {
    after,
    said: findings.map((f) => `${f.severity} ${f.rule} ${f.file}:${f.line}:${f.column} ${f.message}\n`),
    rules: new Set(findings.map((f) => f.rule)),
  };
}

/** Whether a page still runs a script of the project as a classic one, or by an AMD loader. */
function isLeftClassic(before: Files, after: Files): boolean {
  return [...after].some(([path, text]) => {
    if (!path.endsWith('.html')) return false;
    const classic = readPage(path, text).scripts.filter((s) => s.kind === 'classic');
    const wasClassic = readPage(path, before.get(path)!).scripts.filter((s) => s.kind === 'classic');
    const isOwn = (at: string | null): boolean => at !== null && before.has(at) && !/(?:^|\/)vendor\//.test(at);
    // What an inline script before all modules defines, classic scripts and modules see alike.
    return (
      classic.some((s) => isOwn(s.path) || s.attributes.has('data-main')) ||
      (classic.length > 0 && classic.length === wasClassic.length && !classic.some((s) => s.src !== null))
    );
  });
}

async function outcomeOf({ outcome, gone, keeps }: CatalogueFixture, before: Files, after: Files): Promise<string> {
  const text = [...after].map(([, content]) => content).join('');
  const old = [...before].map(([, content]) => content).join('');
  for (const part of gone) expect([part, old.includes(part), text.includes(part)]).toEqual([part, true, false]);
  for (const part of keeps) expect([part, old.includes(part), text.includes(part)]).toEqual([part, true, true]);
  expect(gone.length + keeps.length > 0 || outcome === 'refused').toBe(true);
  if (isLeftClassic(before, after)) return 'refused';
  return keeps.length > 0 ? 'falls back' : 'converted';
}

test('every pattern of the catalogue has a fixture, and the other way round', () => {
  expect(fixtures).toEqual([...listed.keys()].sort());
});

test.each(fixtures)('%s', async (name) => {
  const file = join(folder, `${name}.txt`);
  const source = readFileSync(file, 'utf8');
  const fixture = readFixture(source);
  const before = programOf(fixture);
  const { after, said, rules } = migrate(before);
  const { runPage } = (await import(realm)) as { runPage: (files: Files, page: string) => Promise<string[]> };
  const results = new Map([...after].filter(([path, text]) => before.get(path) !== text));
  results.set('findings', said.join(''));
  for (const page of [...before.keys()].filter((p) => p.endsWith('.html') && /<script/.test(before.get(p)!))) {
    const old = await runPage(before, page);
    const now = await runPage(after, page);
    results.set(`log ${page}`, old.map((line) => `${line}\n`).join(''));
    expect(old).not.toEqual([]);
    if (fixture.differs === null) expect([page, now]).toEqual([page, old]);
    else results.set(`now ${page}`, now.map((line) => `${line}\n`).join(''));
  }
  if (fixture.differs !== null) expect(rules).toContain(fixture.differs);
  expect(await outcomeOf(fixture, before, after)).toBe(fixture.outcome);
  expect(listed.get(name)).toBe(fixture.outcome);
  if (fixture.outcome === 'refused') expect(said.some((line) => /^(?:error|warning) /.test(line))).toBe(true);
  // Another run changes nothing.
  expect([...migrate(after).after]).toEqual([...after]);

  if (process.env['UPDATE_FIXTURES']) writeFileSync(file, writeFixture(source, results));
  expect(readFixture(readFileSync(file, 'utf8')).after).toEqual(results);
});
