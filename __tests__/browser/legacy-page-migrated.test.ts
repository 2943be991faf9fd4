import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from '@babel/parser';
import { describeInChromium } from './chromium.js';
import { LEGACY_PAGE_SESSION } from './legacy-page-session.js';
import { record } from './recorder.js';

const PAGE = resolve('examples/legacy-page');
const PAGES = ['index.html', 'orders.html'];

/** Text of every file of a folder, by path. */
function readTree(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

/** The classic scripts of a page in order: the address, or the text of an inline one without its blanks at the ends. */
function classicScripts(html: string): string[] {
  const tags = html.replace(/<!--[^]*?-->/g, '').matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi);
  return [...tags]
    .filter(([, attributes]) => !/\btype\s*=\s*["']?(module|importmap)\b/i.test(attributes ?? ''))
    .map(([, attributes, text]) => /\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(attributes ?? '')?.[1] ?? (text ?? '').trim());
}

/**
 * The names that a module exports, or `* from …`. A source that does not parse as a module throws.
 */
function exportedNames(source: string): string[] {
  return parse(source, { sourceType: 'module' }).program.body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return ['default'];
    if (statement.type === 'ExportAllDeclaration') return [`* from ${statement.source.value}`];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const specifiers = statement.specifiers.map(({ exported }) =>
      exported.type === 'StringLiteral' ? exported.value : exported.name,
    );
    return statement.declaration ? [...specifiers, statement.declaration.type] : specifiers;
  });
}

describeInChromium('examples/legacy-page migrated by the command', (browser) => {
  const copy = mkdtempSync(join(tmpdir(), 'legacy-page-'));
  afterAll(() => rmSync(copy, { recursive: true }));
  const migrate = () =>
    spawnSync(process.execPath, [resolve('bin/esmigrate.js'), copy, '--write', '--force'], {
      cwd: copy,
      encoding: 'utf8',
    });

  beforeAll(() => {
    cpSync(PAGE, copy, { recursive: true });
    const { status, stdout, stderr } = migrate();
    if (status !== 0) throw new Error(`esmigrate ended with ${status}\n${stdout}\n${stderr}`);
  });

  test('DOM, fields, console, errors, storage and addresses are the same after every step', async () => {
    const before = await record(browser(), PAGE, 'index.html', LEGACY_PAGE_SESSION);
    expect(await record(browser(), copy, 'index.html', LEGACY_PAGE_SESSION)).toEqual(before);
  });

  test('the orders page alone, without what only index.html loads', async () => {
    const forget = LEGACY_PAGE_SESSION.filter(({ name }) => name === 'forget the orders');
    const before = await record(browser(), PAGE, 'orders.html', forget);
    expect(await record(browser(), copy, 'orders.html', forget)).toEqual(before);
  });

  test.each(PAGES)('%s: no classic script of the project is left but its own settings', (page) => {
    const before = classicScripts(readFileSync(join(PAGE, page), 'utf8'));
    // A classic inline script runs before every module, so the settings, which differ by page, may stay where they are.
    const allowed = before.filter((script) => script.startsWith('vendor/') || script.includes('var SHOP_CONFIG ='));
    const left = classicScripts(readFileSync(join(copy, page), 'utf8'));
    expect(left).toContain('vendor/tiny-dom.js');
    expect(left.filter((script) => !allowed.includes(script))).toEqual([]);
  });

  test('every script is a module, and exports are named', () => {
    const sources = Object.entries(readTree(copy)).filter(
      ([path]) => /\.m?js$/.test(path) && !path.startsWith('vendor/'),
    );
    const names = sources.flatMap(([, source]) => exportedNames(source));
    expect(names).not.toEqual([]);
    expect(names).not.toContain('default');
    expect(names).not.toContain('module.exports');
  });

  test('vendored files and styles are untouched', () => {
    const untouched = (tree: Record<string, string>) =>
      Object.entries(tree).filter(([path]) => path.startsWith('vendor/') || path.startsWith('css/'));
    expect(untouched(readTree(copy))).toEqual(untouched(readTree(PAGE)));
  });

  test('a second run changes nothing', () => {
    const first = readTree(copy);
    expect(migrate().status).toBe(0);
    expect(readTree(copy)).toEqual(first);
  });
});
