import { finish } from './b.js';

export function start() {
  return finish();
}
