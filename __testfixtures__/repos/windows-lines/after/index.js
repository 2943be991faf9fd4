// Two helpers.
import { double, half } from './helpers.js';

export { double };
// the half
export { half };
export function both(n) {
	return [double(n), half(n)];
}

console.log(both(4));
