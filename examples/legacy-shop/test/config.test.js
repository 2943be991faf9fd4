'use strict';

const { test } = require('node:test');
const assert = require('node:assert');
const path = require('path');

const { shop, root } = require('./support/run');

/** The configuration that a fresh process ends up with. */
const configIn = (env) => JSON.parse(shop(['config'], env).out);

test('development is the default', () => {
  const config = configIn({});
  assert.strictEqual(config.env, 'development');
  assert.strictEqual(config.logLevel, 'warn');
  assert.strictEqual(config.sandbox, true);
});

test('production overrides the defaults and reads the key', () => {
  const config = configIn({ NODE_ENV: 'production', SHOP_GATEWAY_KEY: 'k-1' });
  assert.strictEqual(config.sandbox, false);
  assert.strictEqual(config.gatewayKey, 'k-1');
  assert.ok(config.workers >= 2);
  assert.strictEqual(config.currency, 'EUR');
});

test('an environment without a file runs on the defaults', () => {
  assert.deepStrictEqual(configIn({ NODE_ENV: 'staging' }), {
    env: 'staging',
    dataDir: path.join(root, 'data'),
    currency: 'EUR',
    country: 'DE',
    sandbox: true,
    logLevel: 'error',
    workers: 1,
  });
});

test('only the gateway of the environment is loaded', () => {
  assert.strictEqual(shop(['gateway']).out, 'sandbox\n');

  const live = shop(['gateway'], { NODE_ENV: 'production', SHOP_GATEWAY_KEY: 'k-1' });
  assert.strictEqual(live.out, 'live\n');
});

test('the live gateway needs its key', () => {
  const result = shop(['gateway'], { NODE_ENV: 'production' });
  assert.strictEqual(result.code, 1);
  assert.strictEqual(result.out, 'error: SHOP_GATEWAY_KEY is not set\n');
});

test('commands without payments need no key', () => {
  const result = shop(['list'], { NODE_ENV: 'production' });
  assert.strictEqual(result.code, 0);
});
