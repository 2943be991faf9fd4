import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { API } from 'jscodeshift';
import type { PageTransform } from '../../src/rewrite/page-transform.js';

/** Each transform alone, called as jscodeshift calls it: it plans all pages around the file and changes that one. */
const cases = [
  ['iife-module', 'revealing', 'counter.js'],
  ['augmentation', 'loose', 'cart.js'],
  ['namespaces', 'one-file-each', 'js/store.js'],
  ['umd', 'factory-object', 'math.js'],
  ['amd', 'define-forms', 'js/view.js'],
  ['script-globals', 'read-and-written', 'state.js'],
] as const;

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

test.each(cases)('%s: %s/%s', async (id, name, file) => {
  const fixture = resolve('__testfixtures__', id, name);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'page-transform-')));
  roots.push(root);
  cpSync(join(fixture, 'before'), root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true }\n');
  const { default: transform } = (await import(`../../transforms/${id}.js`)) as { default: PageTransform };
  const path = join(root, file);
  const said: string[] = [];
  const api = { report: (message: string) => void said.push(message) } as API;
  const output = await transform({ path, source: readFileSync(path, 'utf8') }, api, {});
  expect(output).toBe(readFileSync(join(fixture, 'after', file), 'utf8'));
  expect(transform.definition.id).toBe(id);
  // The page has to change with it, which jscodeshift does not show to the transform.
  expect(said).toEqual([expect.stringMatching(`^${file} works only with .*index\\.html.*npx esmigrate ${id} \\.`)]);
});
