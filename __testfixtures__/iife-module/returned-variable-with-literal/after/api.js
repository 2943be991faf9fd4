var cache = [];

function get(i) {
  return cache[i];
}

export { get };
export function put(value) {
  return cache.push(value);
}
export const limit = cache.length + 3;
