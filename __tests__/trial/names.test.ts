import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

const pack = { name: 'made', version: '1.0.0', main: 'lib/index.js' };

test('a name that only inner scopes declare is free for what is exported', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js':
        'module.exports = createError;\nmodule.exports.HttpError = base();\nfunction base() {\n  function HttpError() {}\n  return HttpError;\n}\nfunction createError() {}\n',
      'lib/password.js':
        'module.exports = function (options) {\n  var password = options.password;\n  return password;\n};\n',
      'lib/headers.js': 'exports.parse = function (headers) {\n  return headers;\n};\n',
    }),
  );
  expect(files['lib/index.js']).toContain('export const { HttpError } = createError;\n');
  expect(files['lib/password.js']).toMatch(/^export default function password\(options\) \{/);
  expect(files['lib/headers.js']).toContain('const headers = { parse };\n');
});

test('a name that is written in a function must not be hidden there', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js':
        'module.exports = function (a) {\n  var api = a;\n  return api ? module.exports.tag + api : null;\n};\nmodule.exports.tag = 1;\n',
    }),
  );
  expect(files['lib/index.js']).toMatch(/^export default function apiExports\(a\) \{/);
  expect(files['lib/index.js']).toContain('apiExports.tag + api');
});
