'use strict';

const { spawnSync } = require('child_process');
const path = require('path');

const root = path.resolve(__dirname, '../..');

/**
 * Runs Node in a fresh process with nothing of ours in its environment.
 *
 * @param {string[]} args
 * @param {Object<string, string>} [env]
 * @param {string} [cwd]
 */
function run(args, env, cwd) {
  const clean = Object.assign({}, process.env);
  for (const key of ['NODE_ENV', 'NODE_OPTIONS', 'NODE_TEST_CONTEXT', 'SHOP_GATEWAY_KEY']) delete clean[key];

  const result = spawnSync(process.execPath, args, {
    cwd: cwd || root,
    env: Object.assign(clean, env),
    encoding: 'utf8',
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

module.exports = run;
module.exports.root = root;
module.exports.bin = path.join(root, 'bin', 'shop.js');
module.exports.shop = (args, env, cwd) => run([module.exports.bin].concat(args), env, cwd);
