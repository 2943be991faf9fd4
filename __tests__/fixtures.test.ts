import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { API } from 'jscodeshift';
import type { Transform } from '../src/rewrite/transform.js';
import { transformIds } from '../src/transforms-index.js';

/**
 * `__testfixtures__/<transform>/<case>.input.js` becomes `<case>.output.js`, byte for byte, by that transform alone, called
 * as jscodeshift calls it. The file stands as `<case>.js` in a project of its own, beside what `<case>.files/` holds.
 */
const fixtures = resolve('__testfixtures__');

const casesOf = (id: string): string[] =>
  existsSync(join(fixtures, id))
    ? readdirSync(join(fixtures, id))
        .filter((name) => name.endsWith('.input.js'))
        .map((name) => name.slice(0, -'.input.js'.length))
    : [];

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

function projectOf(id: string, name: string, source: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fixture-')));
  roots.push(root);
  writeFileSync(join(root, 'package.json'), '{ "private": true }\n');
  mkdirSync(join(root, 'node_modules'));
  const neighbours = join(fixtures, id, `${name}.files`);
  if (existsSync(neighbours)) cpSync(neighbours, root, { recursive: true });
  const file = join(root, `${name}.js`);
  writeFileSync(file, source);
  return file;
}

describe.each(transformIds.map(({ id }) => id))('%s', (id) => {
  test.each(casesOf(id))('%s', async (name) => {
    const source = readFileSync(join(fixtures, id, `${name}.input.js`), 'utf8');
    const expected = readFileSync(join(fixtures, id, `${name}.output.js`), 'utf8');
    const { default: transform } = (await import(`../transforms/${id}.js`)) as { default: Transform };
    const output = await transform(
      { path: projectOf(id, name, source), source },
      { report: () => undefined } as unknown as API,
      {},
    );
    expect(output ?? source).toBe(expected);
    // What needs no change is not reported as one.
    if (source === expected) expect(output).toBeUndefined();
  });
});
