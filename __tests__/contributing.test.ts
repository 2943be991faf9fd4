import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { optionsMarkdown } from '../src/cli/options-table.js';

/** What every contribution must bring along: fixtures and pages. */

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const list = (root: string, folder: string): string[] =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];

/** The parts of a page: what CommonJS did, what ES modules do, an example, what to do. */
function pageProblems(root: string, path: string, id: string): string[] {
  if (!existsSync(join(root, path))) return [`${path} is missing`];
  const text = read(root, path);
  return text.startsWith(`# ${id}\n`) && /\n\*\*.+\*\*/.test(text) ? [] : [`${path} needs a heading and its parts`];
}

function transformProblems(root: string): string[] {
  const index = read(root, 'src/transforms-index.ts');
  const ids = [...index.matchAll(/^\s+(?:\{ )?id: '([^']+)'/gm)].map((match) => match[1]!);
  const files = list(root, 'transforms').filter((name) => name.endsWith('.ts'));
  const problems = files
    .filter((name) => !ids.includes(name.slice(0, -3)))
    .map((name) => `transforms/${name} is not in src/transforms-index.ts`);
  const pipeline = read(root, 'src/rewrite/rewrite.ts') + read(root, 'src/rewrite/page-transforms.ts');
  for (const id of ids) {
    if (!files.includes(`${id}.ts`)) problems.push(`transforms/${id}.ts is missing`);
    if (!pipeline.includes(`'../../transforms/${id}.js'`))
      problems.push(`neither src/rewrite/rewrite.ts nor page-transforms.ts runs ${id}`);
    const fixtures = list(root, `__testfixtures__/${id}`);
    const inputs = fixtures.filter((name) => name.endsWith('.input.js'));
    if (inputs.length === 0) problems.push(`__testfixtures__/${id} has no fixture`);
    for (const input of inputs) {
      const output = input.replace('.input.js', '.output.js');
      if (!fixtures.includes(output)) problems.push(`__testfixtures__/${id}/${output} is missing`);
    }
    problems.push(...pageProblems(root, `docs/transforms/${id}.md`, id));
  }
  return problems;
}

/** Rule ids in the sources: `rule: 'x'`, and literals given to what makes findings. `analyse` states facts, no rules. */
function ruleIds(root: string): string[] {
  const files = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.ts'),
  );
  const ids = new Set<string>();
  for (const file of files.filter((name) => !name.startsWith('analyse'))) {
    const text = read(root, join('src', file));
    for (const match of text.matchAll(/\brule: '([a-z0-9-]+)'/g)) ids.add(match[1]!);
    const calls = /\b(?:keep|say|stay|finding|refuse|addFinding|scriptFinding)\(([^;]*?)\);/g;
    for (const call of text.matchAll(calls))
      for (const literal of call[1]!.matchAll(/(?<=^|,\s*)'([a-z]+(?:-[a-z0-9]+)+)'(?=\s*(?:,|$))/g))
        ids.add(literal[1]!);
  }
  return [...ids].sort();
}

function ruleProblems(root: string): string[] {
  return ruleIds(root).flatMap((id) => pageProblems(root, `docs/rules/${id}.md`, id));
}

const here = resolve('.');

test('every transform has its file, a fixture, a page and a place in the index', () => {
  expect(transformProblems(here)).toEqual([]);
});

test('every rule has a page, and every page a rule', () => {
  expect(ruleProblems(here)).toEqual([]);
  const sources = (readdirSync(join(here, 'src'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.ts'),
  );
  const text = sources.map((name) => read(here, join('src', name))).join('\n');
  const pages = list(here, 'docs/rules').map((name) => name.replace(/\.md$/, ''));
  expect(pages.filter((id) => !text.includes(`'${id}'`))).toEqual([]);
});

test('the README has the table of options as the command has it', () => {
  expect(read(here, 'README.md')).toContain(optionsMarkdown());
});

describe('npm run new-transform', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'new-transform-')));
  afterAll(() => rmSync(root, { recursive: true }));
  for (const folder of ['src', 'transforms', 'docs', 'scripts'])
    cpSync(join(here, folder), join(root, folder), { recursive: true });
  for (const folder of list(here, '__testfixtures__').filter((name) => name !== 'repos'))
    cpSync(join(here, '__testfixtures__', folder), join(root, '__testfixtures__', folder), { recursive: true });
  const make = (...argv: string[]) =>
    spawnSync(process.execPath, ['scripts/new-transform.js', ...argv], { cwd: root, encoding: 'utf8' });

  test('makes all that a transform needs', () => {
    expect(make('no-debugger')).toMatchObject({ status: 0, stderr: '' });
    expect(transformProblems(root)).toEqual([]);
    expect(make('no-debugger')).toMatchObject({ status: 1, stderr: 'transforms/no-debugger.ts is there already\n' });
    expect(make('Not An Id').status).toBe(1);
  });

  test('a transform without a fixture or a page is found', () => {
    rmSync(join(root, '__testfixtures__/no-debugger'), { recursive: true });
    rmSync(join(root, 'docs/transforms/no-debugger.md'));
    expect(transformProblems(root)).toEqual([
      '__testfixtures__/no-debugger has no fixture',
      'docs/transforms/no-debugger.md is missing',
    ]);
  });

  test('a rule without a page is found', () => {
    rmSync(join(root, 'docs/rules/kept-commonjs.md'));
    expect(ruleProblems(root)).toEqual(['docs/rules/kept-commonjs.md is missing']);
  });
});
