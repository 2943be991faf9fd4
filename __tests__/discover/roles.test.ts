import { removeTrees } from '../trial/tree.js';
import { discoverTree, rolesByPath } from './tree.js';

afterAll(removeTrees);

describe('public entries', () => {
  test('without exports, all that npm publishes can be required', async () => {
    const project = await discoverTree({
      'package.json': { name: 'x', bin: 'bin/x.js' },
      'index.js': '',
      'lib/a.js': '',
      'bin/x.js': '',
      'test/a.js': '',
      'examples/e.js': '',
      'benchmark/b.js': '',
      'webpack.config.js': '',
      'skipped.js': '',
      '.npmignore': 'skipped.js\n',
    });
    expect(rolesByPath(project)).toEqual({
      'index.js': 'public',
      'lib/a.js': 'public',
      'bin/x.js': 'public bin',
      'test/a.js': 'test',
      'webpack.config.js': 'config',
    });
  });

  test('the files field limits it', async () => {
    const project = await discoverTree({
      'package.json': { name: 'x', main: './lib', files: ['lib', 'a.js'] },
      'lib/index.js': '',
      'lib/deep/b.js': '',
      'a.js': '',
      'tools/lib/c.js': '',
    });
    expect(rolesByPath(project)).toEqual({ 'lib/index.js': 'public', 'lib/deep/b.js': 'public', 'a.js': 'public' });
  });

  test('an exports map closes the rest; its patterns reach published files only', async () => {
    const project = await discoverTree({
      'package.json': {
        name: 'x',
        exports: { '.': { import: './esm.mjs', require: { default: './main.js' } }, './*': './*.js' },
        files: ['lib', 'main.js'],
      },
      'esm.mjs': '',
      'main.js': '',
      'lib/a.js': '',
      'tools/b.js': '',
      '__tests__/c.js': '',
    });
    expect(rolesByPath(project)).toEqual({
      'esm.mjs': 'public',
      'main.js': 'public',
      'lib/a.js': 'public',
      '__tests__/c.js': 'test',
    });
  });

  test('a private package has bins but no public entries', async () => {
    const project = await discoverTree({
      'package.json': { name: 'x', private: true, bin: { x: './cli' } },
      'index.js': '',
      'cli.js': '',
    });
    expect(rolesByPath(project)).toEqual({ 'cli.js': 'bin' });
  });
});

describe('scripts and tests', () => {
  test('programs, tests and configurations named by scripts', async () => {
    const project = await discoverTree({
      'package.json': {
        private: true,
        scripts: {
          start: 'NODE_ENV=production node --max-old-space-size=4096 -r ./env server',
          gen: 'cd . && node ./scripts/gen && ./scripts/direct.js',
          test: "nyc mocha -r ./setup.js 'checks/**/*.js' --config ./mocha-conf.js",
          unit: 'node --test unit/',
          build: 'webpack --config=build-conf.js',
        },
      },
      'server.js': '',
      'env.js': '',
      'scripts/gen.js': '',
      'scripts/direct.js': '',
      'setup.js': '',
      'checks/deep/a.js': '',
      'mocha-conf.js': '',
      'unit/u.js': '',
      'build-conf.js': '',
      'x.spec.js': '',
      'lib/test.js': '',
    });
    expect(rolesByPath(project)).toEqual({
      'server.js': 'script',
      'scripts/gen.js': 'script',
      'scripts/direct.js': 'script',
      'setup.js': 'test',
      'checks/deep/a.js': 'test',
      'mocha-conf.js': 'cjs-config',
      'unit/u.js': 'test',
      'build-conf.js': 'config',
      'x.spec.js': 'test',
    });
  });

  test('tests and setup files named by the configurations of runners', async () => {
    const project = await discoverTree({
      'package.json': { private: true, jest: { testMatch: ['<rootDir>/cases/*.js'], setupFiles: ['./prepare.js'] } },
      '.mocharc.yml': 'spec: verify/*.js\nrequire:\n  - ./boot.js\n',
      'cases/a.js': '',
      'verify/b.js': '',
      'boot.js': '',
      'prepare.js': '',
    });
    expect(rolesByPath(project)).toEqual({
      'cases/a.js': 'test',
      'verify/b.js': 'test',
      'boot.js': 'test',
      'prepare.js': 'test',
    });
  });
});

test('tool configurations: what must stay CommonJS, what may become an ES module, what a tool loads', async () => {
  const project = await discoverTree({
    'package.json': { private: true, devDependencies: { prettier: '^2.8.0' }, tap: { 'coverage-map': 'map.js' } },
    '.eslintrc.js': '',
    '.mocharc.js': '',
    'babel.config.js': '',
    'Gruntfile.js': '',
    '.prettierrc.js': '',
    'jest.config.js': '',
    'karma.conf.js': '',
    'eslint.config.js': '',
    'config/webpack.prod.js': '',
    'gulpfile.js': '',
    'map.js': '',
    'config.js': '',
  });
  expect(rolesByPath(project)).toEqual({
    '.eslintrc.js': 'cjs-config',
    '.mocharc.js': 'cjs-config',
    'babel.config.js': 'cjs-config',
    'Gruntfile.js': 'cjs-config',
    '.prettierrc.js': 'cjs-config',
    'jest.config.js': 'config',
    'karma.conf.js': 'config',
    'eslint.config.js': 'config',
    'config/webpack.prod.js': 'config',
    'gulpfile.js': 'config',
    'map.js': 'config',
  });
});

test('what npm start runs is an application: nobody requires its modules', async () => {
  const manifest = {
    name: 'x',
    version: '1.0.0',
    main: 'server.js',
    scripts: { start: 'NODE_ENV=production node server' },
  };
  const files = { 'server.js': '', 'routes/a.js': '' };
  const app = await discoverTree({ 'package.json': manifest, ...files });
  expect(rolesByPath(app)).toEqual({ 'server.js': 'script public' });
  const library = await discoverTree({ 'package.json': { ...manifest, files: ['*.js', 'routes'] }, ...files });
  expect(rolesByPath(library)).toEqual({ 'server.js': 'script public', 'routes/a.js': 'public' });
  const other = await discoverTree({ 'package.json': { ...manifest, main: 'routes/a.js' }, ...files });
  expect(rolesByPath(other)).toEqual({ 'server.js': 'script', 'routes/a.js': 'public' });
});
