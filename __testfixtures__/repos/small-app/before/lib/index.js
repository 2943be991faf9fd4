/*!
 * small-app
 * MIT Licensed
 */

'use strict';

/**
 * Module dependencies.
 */

const fs = require('fs');
const path = require('path');
const { shout, ...texts } = require('./texts');

/**
 * Greets somebody.
 *
 * @param {string} name
 * @param {{loud?: boolean}} [options]
 * @public
 */

module.exports = function greet(name, options) {
  const text = fs.readFileSync(path.join(__dirname, 'greeting.txt'), 'utf8').trim();
  const greeting = texts.fill(text, { name });
  return options && options.loud ? shout(greeting) : greeting;
};
