import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

const game = {
  'index.htm': '<!doctype html>\n<script src="js/board.js"></script>\n<script src="js/game.js"></script>\n',
  'js/board.js': 'function Board(size) {\n  this.size = size;\n}\n',
  'js/game.js': 'var board = new Board(4);\ndocument.title = board.size;\n',
};

async function run(files: Record<string, string>): Promise<{ root: string; changed: string[]; rules: string[] }> {
  const root = mkdtempSync(join(tmpdir(), 'esmigrate-no-package-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { changes, findings } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  return { root, changed: changes.map((c) => c.newPath), rules: findings.map((f) => f.rule) };
}

test('a folder of pages needs no package.json', async () => {
  const { root, changed, rules } = await run(game);
  expect(changed).toEqual(['index.htm', 'js/board.js', 'js/game.js']);
  expect(readFileSync(join(root, 'js/game.js'), 'utf8')).toBe(
    "import { Board } from './board.js';\n\nvar board = new Board(4);\ndocument.title = board.size;\n",
  );
  expect(rules).toEqual(['needs-server']);
});

test('what no page loads is left as it is there', async () => {
  const { changed, rules } = await run({
    ...game,
    'Gruntfile.js': 'module.exports = function (grunt) {};\n',
    'tools/build.js': "var board = require('./board');\nboard.build();\n",
    'tools/board.js': 'exports.build = function () {};\n',
  });
  expect(changed).toEqual(['index.htm', 'js/board.js', 'js/game.js']);
  expect(rules).toEqual(['no-package', 'needs-server']);
});

test('scripts from folders that are no part of the project are read all the same', async () => {
  const page = (...scripts: string[]): string => scripts.map((s) => `<script src="${s}"></script>\n`).join('');
  const { root, changed } = await run({
    'index.html': page('bower_components/lib/lib.js', 'app.js', 'node_modules/writer/writer.js'),
    'bower_components/lib/lib.js': 'var lib = { run: function () { return settings.size; } };\n',
    'node_modules/writer/writer.js': "document.write('<p>');\n",
    'other.html': page('bower_components/lib/lib.js', 'other.js'),
    'app.js': 'var unused = 1;\nfunction settings() {}\n',
    'other.js': 'var unused = 1, settings = { size: 2 };\nlib.run();\n',
  });
  // What stands before a script that writes into the page keeps its moment.
  expect(changed).toEqual(['other.html', 'other.js']);
  expect(readFileSync(join(root, 'other.js'), 'utf8')).toBe(
    'var unused = 1, settings = { size: 2 };\nglobalThis.settings = settings;\nlib.run();\n\nexport { settings };\n',
  );
});
