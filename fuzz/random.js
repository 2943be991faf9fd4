/**
 * A small seeded random source (mulberry32 over an FNV-1a hash of the seeds), so that a program depends on its seed,
 * mode and index only, on every machine and Node version.
 * @typedef {ReturnType<typeof makeRandom>} Random
 * @param {...(string | number)} seeds
 */
export function makeRandom(...seeds) {
  let state = 0x811c9dc5;
  for (const char of seeds.join('/')) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (/** @type {number} */ limit) => Math.floor(next() * limit);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[int(list.length)];
  /** @template T @param {readonly T[]} list @returns {T[]} */
  const shuffle = (list) => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
  return { int, pick, shuffle, chance: (/** @type {number} */ p) => next() < p };
}
