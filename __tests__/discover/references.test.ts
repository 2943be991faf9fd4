import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../src/discover/project.js';
import { removeTrees } from '../trial/tree.js';
import { discoverTree } from './tree.js';

afterAll(removeTrees);

/** `from field: text -> target`, with `!` where Node needs the full name. */
function shown(project: Project): string[] {
  return project.references.map((one) => {
    const text = readFileSync(join(project.root, one.from), 'utf8').slice(one.start, one.end);
    return `${one.from} ${one.field}: ${text} -> ${one.target}${one.needsFullName ? '!' : ''}`;
  });
}

test('package.json: entries, maps, script words through JSON escapes', async () => {
  const project = await discoverTree({
    'package.json': {
      name: 'lib/a.js',
      description: 'see lib/a.js',
      main: 'lib',
      bin: { x: './bin/x.js' },
      browser: { './lib/a.js': './lib/b.js', lib: false },
      exports: { '.': { require: './lib/index.js' } },
      files: ['lib/a.js', 'lib'],
      scripts: {
        lint: 'eslint lib',
        a: 'node -e "require(\'./lib/a.js\')" && node "bin/x"',
        test: 'mocha --require test/setup --config=conf/mocha.js test',
        load: 'node --import ./test/setup lib/a.js',
      },
      nyc: { require: ['./test/setup'] },
      jest: { setupFiles: ['<rootDir>/test/setup.js'] },
      'lint-staged': { '*.js': ['node lib/a.js --fix'] },
    },
    'lib/index.js': '',
    'lib/a.js': '',
    'lib/b.js': '',
    'bin/x.js': '',
    'test/setup.js': '',
    'conf/mocha.js': '',
  });
  expect(shown(project)).toEqual([
    'package.json main: lib -> lib/index.js!',
    'package.json bin.x: ./bin/x.js -> bin/x.js',
    'package.json browser../lib/a.js: ./lib/a.js -> lib/a.js',
    'package.json browser../lib/a.js: ./lib/b.js -> lib/b.js',
    'package.json exports...require: ./lib/index.js -> lib/index.js',
    'package.json files: lib/a.js -> lib/a.js',
    'package.json scripts.a: ./lib/a.js -> lib/a.js',
    'package.json scripts.a: bin/x -> bin/x.js',
    'package.json scripts.test: test/setup -> test/setup.js',
    'package.json scripts.test: conf/mocha.js -> conf/mocha.js',
    'package.json scripts.load: ./test/setup -> test/setup.js!',
    'package.json scripts.load: lib/a.js -> lib/a.js',
    'package.json nyc.require: ./test/setup -> test/setup.js',
    'package.json jest.setupFiles: test/setup.js -> test/setup.js',
    'package.json lint-staged.*.js: lib/a.js -> lib/a.js',
  ]);
});

test('configurations of tools, relative to themselves or to their package', async () => {
  const project = await discoverTree({
    'package.json': {},
    '.eslintrc.json': '// comment\n{ "extends": ["./conf/base.js", "eslint:recommended"] }\n',
    '.mocharc.yml': 'require:\n  - ./test/setup\nspec: test/a.js\n',
    '.nycrc': { require: ['./test/setup.js'] },
    'conf/jest.config.json': { globalSetup: './base.js', setupFiles: ['./test/setup.js'] },
    Makefile: 'test:\n\tnode test/a.js\n',
    'conf/base.js': '',
    'test/setup.js': '',
    'test/a.js': '',
  });
  expect(shown(project)).toEqual([
    '.eslintrc.json extends: ./conf/base.js -> conf/base.js',
    '.mocharc.yml .mocharc.yml: ./test/setup -> test/setup.js',
    '.mocharc.yml .mocharc.yml: test/a.js -> test/a.js',
    '.nycrc require: ./test/setup.js -> test/setup.js',
    'Makefile Makefile: test/a.js -> test/a.js',
    'conf/jest.config.json globalSetup: ./base.js -> conf/base.js',
    'conf/jest.config.json setupFiles: ./test/setup.js -> test/setup.js',
  ]);
});
