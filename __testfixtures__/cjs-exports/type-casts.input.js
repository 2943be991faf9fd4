const raw = /** @type {any} */ (globalThis);

/** @type {Map<string, number>} */
exports.sizes = new Map();

/** @typedef {{ a: number }} Options */

exports.pick = /** @type {(o: Options) => number} */ ((o) => o.a + raw.b);
