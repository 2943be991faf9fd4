import { _private } from './m-private.js';

_private.n = 1;
export function get() {
  return _private.n;
}
