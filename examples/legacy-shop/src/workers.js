'use strict';

var cluster = require('cluster');
var config = require('./config');
var log = require('./logger')('workers');

exports.role = function () {
  return cluster.isPrimary ? 'primary' : 'worker';
};

/**
 * Starts the workers and replaces those that die. In a worker, serves.
 *
 * @param {Function} serve
 * @param {number} [count]
 */
exports.start = function (serve, count) {
  if (!cluster.isPrimary) return serve();

  cluster.on('exit', exports.replace);
  for (var i = 0; i < (count || config.workers); i++) cluster.fork();
};

exports.replace = function (worker, code) {
  if (code === 0) return;
  log.error('worker ' + worker.id + ' died (' + code + ')');
  cluster.fork();
};

exports.stop = function () {
  cluster.removeListener('exit', exports.replace);
};
