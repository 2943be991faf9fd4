// both
export function both(a, b) {
	return [
		a,
		b
	];
}
export const one = 1;
