import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const hook = `const Module = require('module');
module.exports = function hook(onrequire) {
  const load = Module.prototype.require;
  Module.prototype.require = function (id) {
    return onrequire(load.call(this, id), id);
  };
};
`;

test('what a file loads behind a hook of the project passes it', async () => {
  const root = writeTree({
    'package.json': { name: 'made', main: 'hook.js', scripts: { test: 'node test.js' } },
    'hook.js': hook,
    'index.js': "exports.hook = require('./hook');\n",
    'test.js': `const assert = require('assert');
const { hook } = require('./index');
const net = require('net');

hook((exports, id) => (id === 'http' ? { id } : exports));
assert.equal(require('http').id, 'http');
assert.ok(net);
`,
  });
  const text = (await migrateTree(root)).files['test.js']!;
  expect(text).toContain("import assert from 'assert';");
  expect(text).toContain("import { hook } from './index.js';");
  expect(text).toContain("const net = require('net');");
  expect(text).toContain("assert.equal(require('http').id, 'http');");
});
