import { hash } from './core.js';

// Shortcuts
var size = 4;

export function md5(s) {
  return hash(s) * size;
}
