/** @type {import('./types').Config} */
export const debug = false;
export const level = 2;
