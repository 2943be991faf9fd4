'use strict';

const path = require('path');

/** The separator between words. */
exports.SEPARATOR = '-';

exports.limit = 10; // inclusive

/**
 * Joins words.
 * @param {string[]} words
 */
exports.join = function (words) {
  return words.join(exports.SEPARATOR);
};

exports.read = async function read(file) {
  return path.resolve(file);
};

exports.count = function* (from) {
  while (true) yield from++;
};

exports.first = (words) => words[0];

exports.Words = class {
  constructor(words) {
    this.words = words;
  }
};
