'use strict';

/** One. */
export const one = 1;

export function two() {
  return 2;
}
