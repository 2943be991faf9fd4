import { _private } from './m-private.js';

export function add() {
  _private.n += 1;
}
