import { start } from './a.js';

export function finish() {
  return 'done ' + typeof start;
}
console.log(start());
