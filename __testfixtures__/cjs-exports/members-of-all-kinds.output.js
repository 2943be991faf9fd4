'use strict';

const path = require('path');

/** The separator between words. */
export const SEPARATOR = '-';

export const limit = 10; // inclusive

/**
 * Joins words.
 * @param {string[]} words
 */
export function join(words) {
  return words.join(SEPARATOR);
}

export async function read(file) {
  return path.resolve(file);
}

export function* count(from) {
  while (true) yield from++;
}

export const first = (words) => words[0];

export class Words {
  constructor(words) {
    this.words = words;
  }
}
