import { planPackageEdits, type PackageDecision } from '../../src/decide/packages/package-edits.js';
import { cjsConfigRenames } from '../../src/decide/packages/package-config-renames.js';
import type { FileChange } from '../../src/file-change.js';
import type { Finding } from '../../src/finding.js';
import { removeTrees, type Tree } from '../trial/tree.js';
import { discoverTree, modulePaths } from '../discover/tree.js';

afterAll(removeTrees);

interface Edited {
  changes: FileChange[];
  findings: Finding[];
  /** New text by path. */
  after: Record<string, string | null>;
  /** `rule file:line:column`. */
  rules: string[];
}

/** Plans as if every module file that stays unnamed in the decision were converted. */
async function edit(files: Tree, decision: Partial<PackageDecision> = {}): Promise<Edited> {
  const project = await discoverTree(files);
  const renamed = decision.renamed ?? cjsConfigRenames(project);
  const converted = new Set(modulePaths(project).filter((path) => !renamed.get(path)?.endsWith('.cjs')));
  const { changes, findings } = planPackageEdits(project, {
    converted,
    renamed,
    oldPaths: new Set(),
    keptCjs: new Set(),
    requires: 'nothing',
    compat: true,
    ...decision,
  });
  return {
    changes,
    findings,
    after: Object.fromEntries(changes.map((change) => [change.path, change.after])),
    rules: findings.map((one) => `${one.rule} ${one.file}:${one.line}:${one.column}`),
  };
}

const lines = (...all: string[]): string => all.join('\n') + '\n';

describe('"type": "module"', () => {
  test('goes before main, and nothing else changes', async () => {
    const { changes, findings } = await edit({
      'package.json': lines(
        '{',
        '    "name": "x",',
        '    "main": "./a.js",',
        '    "files": ["a.js",',
        '      "b.js"]',
        '}',
      ),
      'a.js': '',
    });
    expect(changes).toEqual([
      {
        path: 'package.json',
        newPath: 'package.json',
        before: lines('{', '    "name": "x",', '    "main": "./a.js",', '    "files": ["a.js",', '      "b.js"]', '}'),
        after: lines(
          '{',
          '    "name": "x",',
          '    "type": "module",',
          '    "main": "./a.js",',
          '    "files": ["a.js",',
          '      "b.js"]',
          '}',
        ),
      },
    ]);
    expect(findings).toEqual([]);
  });

  test.each([
    [
      'after the description',
      lines('{', '  "name": "x",', '  "description": "d",', '  "license": "MIT"', '}'),
      lines('{', '  "name": "x",', '  "description": "d",', '  "type": "module",', '  "license": "MIT"', '}'),
    ],
    ['into an empty object', '{}\n', '{\n  "type": "module"\n}\n'],
    ['in place of commonjs', '{\n\t"type": "commonjs"\n}', '{\n\t"type": "module"\n}'],
    [
      'with CRLF, tabs and no final newline',
      '{\r\n\t"name": "x",\r\n\t"private": true\r\n}',
      '{\r\n\t"name": "x",\r\n\t"private": true,\r\n\t"type": "module"\r\n}',
    ],
    [
      'behind a byte order mark',
      '\uFEFF{\n  "private": true\n}\n',
      '\uFEFF{\n  "private": true,\n  "type": "module"\n}\n',
    ],
    ['on one line', '{"name":"x","main":"a.js"}', '{"name":"x","type":"module","main":"a.js"}'],
    ['on one line with spaces', '{"name": "x", "main": "a.js"}', '{"name": "x", "type": "module", "main": "a.js"}'],
    [
      'beside an object on one line',
      '{\n  "bin": { "x": "a.js" },\n  "main": "a.js"\n}\n',
      '{\n  "bin": { "x": "a.js" },\n  "type": "module",\n  "main": "a.js"\n}\n',
    ],
  ])('%s', async (_, before, after) => {
    expect((await edit({ 'package.json': before, 'a.js': '' })).after['package.json']).toBe(after);
  });

  test('only where a converted file needs it', async () => {
    const { after } = await edit(
      {
        'package.json': {},
        'a.js': '',
        'sub/package.json': {},
        'sub/b.js': '',
        'esm/package.json': { type: 'module' },
        'esm/c.js': '',
        'mjs/package.json': {},
        'mjs/d.js': '',
      },
      { converted: new Set(['sub/b.js', 'esm/c.js', 'mjs/d.js']), renamed: new Map([['mjs/d.js', 'mjs/d.mjs']]) },
    );
    expect(after).toEqual({ 'sub/package.json': '{\n  "type": "module"\n}\n' });
  });
});

describe('names of files', () => {
  test('main gets the full name in its own style', async () => {
    const main = async (name: string): Promise<unknown> => {
      const { after } = await edit({
        'package.json': { main: name },
        'index.js': '',
        'lib/index.js': '',
        'lib/a.js': '',
      });
      return (JSON.parse(after['package.json'] ?? 'null') as { main: unknown }).main;
    };
    expect(await main('./lib')).toBe('./lib/index.js');
    expect(await main('lib/')).toBe('lib/index.js');
    expect(await main('lib/a')).toBe('lib/a.js');
    expect(await main('index')).toBe('index.js');
    expect(await main('.')).toBe('./index.js');
    expect(await main('./lib/a.js')).toBe('./lib/a.js');
  });

  test('a published package without main says index.js; others need nothing', async () => {
    const files = { 'index.js': '', 'a.js': '' };
    expect((await edit({ ...files, 'package.json': { name: 'x' } })).after['package.json']).toBe(
      lines('{', '  "name": "x",', '  "type": "module",', '  "main": "index.js"', '}'),
    );
    expect((await edit({ ...files, 'package.json': { private: true } })).after['package.json']).not.toContain('main');
    const renamed = new Map([['index.js', 'index.cjs']]);
    expect((await edit({ ...files, 'package.json': { private: true } }, { renamed })).after['package.json']).toContain(
      '"main": "index.cjs"',
    );
  });

  test('renames are followed in package.json and in configurations', async () => {
    const { after } = await edit(
      {
        'package.json': {
          private: true,
          main: 'lib/a',
          scripts: {
            x: 'node -e "1" && node ./lib/a',
            test: 'mocha -r test/setup --config test/conf.js',
            lint: 'eslint -c .eslintrc.js .',
          },
          eslintConfig: { extends: './.eslintrc.js', parserOptions: { sourceType: 'module' } },
        },
        '.nycrc': '{\n\t"require": [ "./test/setup" ]\n}\n',
        '.mocharc.yml': 'require: ./test/setup.js # first\n',
        '.eslintrc.js': '',
        'lib/a.js': '',
        'lib/b.js': '',
        'test/setup.js': '',
        'test/conf.js': '',
      },
      {
        renamed: new Map(
          ['lib/a', 'test/setup', 'test/conf', '.eslintrc'].map((name) => [`${name}.js`, `${name}.cjs`]),
        ),
      },
    );
    expect(JSON.parse(after['package.json'] ?? '')).toEqual({
      private: true,
      type: 'module',
      main: 'lib/a.cjs',
      scripts: {
        x: 'node -e "1" && node ./lib/a.cjs',
        test: 'mocha -r test/setup.cjs --config test/conf.cjs',
        lint: 'eslint -c .eslintrc.cjs .',
      },
      eslintConfig: { extends: './.eslintrc.cjs', parserOptions: { sourceType: 'module' } },
    });
    expect(after['.nycrc']).toBe('{\n\t"require": [ "./test/setup.cjs" ]\n}\n');
    expect(after['.mocharc.yml']).toBe('require: ./test/setup.cjs # first\n');
  });

  test('exports with conditions stays as it is but for renamed targets', async () => {
    const exports = { '.': { types: './a.d.ts', import: './a.mjs', require: './a.js' }, './b': './b.js' };
    const { after } = await edit(
      { 'package.json': { name: 'x', exports }, 'a.d.ts': '', 'a.mjs': '', 'a.js': '', 'b.js': '' },
      { renamed: new Map([['b.js', 'b.cjs']]) },
    );
    expect(JSON.parse(after['package.json'] ?? '')).toEqual({
      name: 'x',
      type: 'module',
      exports: { ...exports, './b': './b.cjs' },
    });
  });
});

describe('engines', () => {
  const engines = async (node: string | undefined, more = {}): Promise<unknown> => {
    const json = { name: 'x', main: 'a.js', ...(node === undefined ? {} : { engines: { node } }), ...more };
    const { after } = await edit({ 'package.json': json, 'a.js': '' }, { requires: 'modules' });
    return (JSON.parse(after['package.json'] ?? '') as { engines?: unknown }).engines;
  };

  test('a list, which npm does not read, becomes an object', async () => {
    const more = { engines: ['node >=0.10.0'], version: '1.0.0' };
    expect(await engines(undefined, more)).toEqual(await engines('>=0.10.0'));
  });

  test('rises where it admits versions that cannot require ES modules', async () => {
    const raised = { node: '^20.19.0 || >=22.12.0' };
    for (const range of ['>= 0.10.0', '*', '^18 || >=20', '>=22', undefined])
      expect(await engines(range)).toEqual(raised);
    for (const range of ['>=20.19.0', '^20.19.0 || >=22.12.0', '>=24'])
      expect(await engines(range)).toEqual({ node: range });
    expect(await engines(undefined, { private: true })).toBeUndefined();
  });

  test('says so, and stays without need', async () => {
    const files = { 'package.json': { name: 'x', main: 'a.js', engines: { node: '>=6' } }, 'a.js': '' };
    expect((await edit(files, { requires: 'modules' })).rules).toEqual(['engines package.json:5:5']);
    expect((await edit(files)).after['package.json']).toContain('">=6"');
  });
});

describe('tools', () => {
  test('configurations that must stay CommonJS get .cjs, unless that name is taken', async () => {
    const project = await discoverTree({
      'package.json': {},
      '.eslintrc.js': '',
      'test/.mocharc.js': '',
      'Gruntfile.js': '',
      'babel.config.js': '',
      'babel.config.cjs': '',
      'jest.config.js': '',
      'esm/package.json': { type: 'module' },
      'esm/.eslintrc.js': '',
    });
    expect([...cjsConfigRenames(project)]).toEqual([
      ['.eslintrc.js', '.eslintrc.cjs'],
      ['Gruntfile.js', 'Gruntfile.cjs'],
      ['test/.mocharc.js', 'test/.mocharc.cjs'],
    ]);
  });

  test('jest without vm modules, nyc', async () => {
    const scripts = { test: 'npm run lint && jest --ci', cover: 'nyc mocha' };
    const { findings, rules } = await edit({ 'package.json': { private: true, scripts }, 'a.js': '' });
    expect(rules).toEqual(['jest-vm-modules package.json:4:5', 'nyc-coverage package.json:5:5']);
    expect(findings[0]!.advice).toContain('node --experimental-vm-modules node_modules/jest/bin/jest.js');
    const installed = { private: true, devDependencies: { jest: '^29.0.0' } };
    const flagged = 'node --experimental-vm-modules node_modules/jest/bin/jest.js';
    for (const [before, after] of [
      ['npm run lint && jest --ci', `npm run lint && ${flagged} --ci`],
      ['cross-env NODE_ENV=test npx jest', `cross-env NODE_ENV=test ${flagged}`],
      ['eslint --env jest . && c8 ./node_modules/.bin/jest', `eslint --env jest . && c8 ${flagged}`],
    ]) {
      const tree = { 'package.json': { ...installed, scripts: { test: before } }, 'a.js': '' };
      const { changes } = await edit(tree);
      const { scripts: edited } = JSON.parse(changes[0]!.after!) as { scripts: { test: string } };
      expect(edited.test).toBe(after);
    }
    const babel = {
      'package.json': { scripts: { test: 'jest' } },
      '.babelrc': { presets: ['@babel/preset-env'] },
      'a.js': '',
    };
    expect((await edit(babel)).rules).toEqual(['jest-compiled package.json:3:5']);
    const vm = {
      'package.json': { scripts: { test: 'node --experimental-vm-modules node_modules/.bin/jest' } },
      'a.js': '',
    };
    expect((await edit(vm)).rules).toEqual([]);
  });

  test('the sourceType of ESLint', async () => {
    const { after, rules } = await edit({
      'package.json': { private: true },
      '.eslintrc.json': '{\n  "parserOptions": { "ecmaVersion": 2022, "sourceType": "script" } // old\n}\n',
      'test/.eslintrc.json': '{ "env": { "mocha": true } }\n',
      'old/.eslintrc.yml': 'parserOptions:\n  sourceType: script\n',
      'more/.eslintrc.yml': 'env:\n  mocha: true\n',
      'more/a.js': '',
      'a.js': '',
      'test/a.js': '',
      'old/a.js': '',
    });
    expect(after['.eslintrc.json']).toBe(
      '{\n  "parserOptions": { "ecmaVersion": 2022, "sourceType": "module" } // old\n}\n',
    );
    expect(after['test/.eslintrc.json']).toBeUndefined();
    expect(rules).toEqual(['eslint-source-type old/.eslintrc.yml:1:1']);
  });

  test('a package that is started is taken for an application, unless it says what it is', async () => {
    const manifest = { name: 'x', main: 'server.js', scripts: { start: 'node server.js' } };
    const rulesOf = async (more: object): Promise<string[]> =>
      (await edit({ 'package.json': { ...manifest, ...more }, 'server.js': '' })).rules;
    expect(await rulesOf({})).toEqual(['application package.json:5:5']);
    expect(await rulesOf({ private: true })).toEqual([]);
    expect(await rulesOf({ files: ['*.js'] })).toEqual([]);
  });

  test('built entries, renamed public files and the globs of renamed files', async () => {
    const { rules, after } = await edit(
      {
        'package.json': { name: 'x', main: 'dist/x.js', files: ['src/*.js'], scripts: { test: "mocha 'test/*.js'" } },
        'src/a.js': '',
        'src/b.js': '',
        'test/c.js': '',
      },
      { renamed: new Map(['src/b', 'test/c'].map((name) => [`${name}.js`, `${name}.cjs`])) },
    );
    expect(rules).toEqual(['build-output package.json:3:3', 'renamed-public src/b.js:1:1']);
    expect(JSON.parse(after['package.json']!)).toMatchObject({
      files: ['src/*.{js,cjs}'],
      scripts: { test: "mocha 'test/*.cjs'" },
    });
  });
});
