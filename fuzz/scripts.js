/**
 * Random programs of script tags: each page runs as classic scripts and as the migrated modules, and must log the same.
 * Usage: node --experimental-vm-modules fuzz/scripts.js [--seed s] [--count n] [--index i] [--dist folder] [--show]
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import vm from 'node:vm';
import { generatePages } from './script-pages/generate.js';
import { runPage } from './script-pages/realm.js';

if (!('SourceTextModule' in vm)) {
  console.error('fuzz/scripts.js: start it with node --experimental-vm-modules');
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    index: { type: 'string' },
    dist: { type: 'string', default: 'dist/src' },
    show: { type: 'boolean', default: false },
  },
});
const from = (/** @type {string} */ file) => import(pathToFileURL(path.resolve(values.dist, file)).href);
const { migrateScripts } = await from('migrate-scripts.js');
const { analyse } = await from('analyse/analyse.js');

/** A project of these files, without a disk. @param {Map<string, string>} files */
function projectOf(files) {
  const kindOf = (/** @type {string} */ p) => (p.endsWith('.html') ? 'html' : p.endsWith('.json') ? 'json' : 'js');
  const manifest = files.get('package.json') ?? '{}';
  const pack = {
    dir: '',
    manifest: 'package.json',
    text: manifest,
    json: JSON.parse(manifest),
    published: false,
    fixture: false,
  };
  const list = [...files.keys()]
    .sort()
    .map((p) => ({ path: p, kind: kindOf(p), package: 0, esm: false, roles: [], selected: true }));
  return {
    root: '/',
    packages: [pack],
    files: list,
    references: [],
    globs: [],
    floor: [20, 19, 0],
    isFloorFixed: false,
  };
}

// A promise that is rejected and not caught ends no page.
process.on('unhandledRejection', () => {});

/** Findings under which a program may behave in another way. */
const REPORTED = new Set(['implied-global', 'job-order']);
const counts = { same: 0, reported: 0, loadError: 0, different: 0, crashed: 0, converted: 0, classic: 0 };
/** @type {Map<string, number>} */
const rules = new Map();
const indexes =
  values.index === undefined ? Array.from({ length: Number(values.count) }, (_, i) => i) : [Number(values.index)];
for (const index of indexes) {
  const files = generatePages(values.seed, index);
  const pages = [...files.keys()].filter((p) => p.endsWith('.html'));
  const before = await Promise.all(pages.map((p) => runPage(files, p)));
  const after = new Map(files);
  let result;
  try {
    const facts = new Map([...files].filter(([p]) => p.endsWith('.js')).map(([p, text]) => [p, analyse(p, text)]));
    result = migrateScripts({ project: projectOf(files), sources: files, facts });
  } catch (error) {
    counts.crashed++;
    console.log(`crash ${index}: ${/** @type {Error} */ (error).stack?.split('\n').slice(0, 3).join(' | ')}`);
    continue;
  }
  const failed = result.findings.find((/** @type {{ rule: string }} */ f) => f.rule === 'page-failed');
  if (failed) {
    counts.crashed++;
    console.log(`crash ${index}: ${failed.message}`);
  }
  for (const change of result.changes) if (change.after !== null) after.set(change.newPath, change.after);
  for (const { rule } of result.findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  for (const page of pages) {
    counts.converted += (after.get(page)?.match(/type="module"/g) ?? []).length;
    counts.classic += (after.get(page)?.match(/<script(?![^>]*type="module")/g) ?? []).length;
  }
  const now = await Promise.all(pages.map((p) => runPage(after, p)));
  const isSame = before.every((log, i) => JSON.stringify(log) === JSON.stringify(now[i]));
  const isReported = result.findings.some((/** @type {{ rule: string }} */ f) => REPORTED.has(f.rule));
  // A script that throws stops modules that need it: told page by page.
  const isTold = (/** @type {string} */ page) =>
    result.findings.some(
      (/** @type {{ rule: string, file: string }} */ f) => f.rule === 'load-error' && f.file === page,
    );
  const isLoadError = pages.every(
    (page, i) =>
      JSON.stringify(before[i]) === JSON.stringify(now[i]) ||
      (isTold(page) && before[i].some((line) => line.startsWith('uncaught'))),
  );
  const outcome = isSame ? 'same' : isReported ? 'reported' : isLoadError ? 'loadError' : 'different';
  counts[outcome]++;
  if (outcome === 'different' || values.show) {
    console.log(`${outcome} ${index}`);
    pages.forEach((p, i) => {
      const at = before[i].findIndex((line, n) => line !== now[i][n]);
      if (!isSame) console.log(`  ${p} line ${at}: ${before[i][at]} -> ${now[i][at]}`);
    });
  }
  if (values.show) {
    for (const [name, text] of files) console.log(`--- ${name}\n${text}`);
    for (const change of result.changes) console.log(`+++ ${change.path}\n${change.after}`);
    for (const f of result.findings) console.log(f.rule, f.file, f.line, f.message);
    before.forEach((log, i) =>
      console.log(log.map((l, n) => `${l}${l === now[i][n] ? '' : `   -> ${now[i][n]}`}`).join('\n')),
    );
  }
}
console.log(JSON.stringify(counts), JSON.stringify(Object.fromEntries(rules)));
process.exitCode = counts.different + counts.crashed > 0 ? 1 : 0;
