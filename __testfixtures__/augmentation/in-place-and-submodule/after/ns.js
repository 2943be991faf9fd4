import { text } from './text.js';

export function run() {
  return text.up('run');
}
