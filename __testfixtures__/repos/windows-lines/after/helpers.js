/** Doubles. */
export function double(n) {
	return n * 2;
}

export const half = n => n / 2;
