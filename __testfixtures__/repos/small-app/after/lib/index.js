/*!
 * small-app
 * MIT Licensed
 */

/**
 * Module dependencies.
 */

import fs from 'fs';
import path from 'path';
import textsModule from './texts.js';
const { shout, ...texts } = textsModule;

/**
 * Greets somebody.
 *
 * @param {string} name
 * @param {{loud?: boolean}} [options]
 * @public
 */

export function greet(name, options) {
  const text = fs.readFileSync(path.join(import.meta.dirname, 'greeting.txt'), 'utf8').trim();
  const greeting = texts.fill(text, { name });
  return options && options.loud ? shout(greeting) : greeting;
}

export { greet as default, greet as 'module.exports' };
