const raw = /** @type {any} */ (globalThis);

/** @type {Map<string, number>} */
export const sizes = new Map();

/** @typedef {{ a: number }} Options */

export const pick = /** @type {(o: Options) => number} */ ((o) => o.a + raw.b);
