'use strict';

var test = require('node:test');
var assert = require('node:assert');
var cluster = require('cluster');

var workers = require('../src/workers');
var createLogger = require('../src/logger');

test('this process is the primary one', function () {
  assert.strictEqual(workers.role(), 'primary');
});

test('starts the workers and replaces one that dies', function (t) {
  var fork = t.mock.method(cluster, 'fork', function () {});
  t.after(workers.stop);

  workers.start(assert.fail, 2);
  assert.strictEqual(fork.mock.calls.length, 2);

  cluster.emit('exit', { id: 1 }, 1);
  assert.strictEqual(fork.mock.calls.length, 3);
});

test('lets a worker go that ended well', function (t) {
  var fork = t.mock.method(cluster, 'fork', function () {});
  workers.replace({ id: 1 }, 0);
  assert.strictEqual(fork.mock.calls.length, 0);
});

test('stop takes the listener away', function (t) {
  t.mock.method(cluster, 'fork', function () {});
  var before = cluster.listenerCount('exit');
  workers.start(assert.fail, 1);
  assert.strictEqual(cluster.listenerCount('exit'), before + 1);
  workers.stop();
  assert.strictEqual(cluster.listenerCount('exit'), before);
});

test('a logger writes from its level on', function () {
  var lines = [];
  var log = createLogger('shop', { level: 'warn', write: function (line) { lines.push(line); } });
  log.info('quiet');
  log.error('loud');
  assert.deepStrictEqual(lines, ['[shop] error: loud']);
  assert.deepStrictEqual(createLogger.LEVELS[0], 'debug');
});
