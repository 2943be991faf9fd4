export let cache = null;

export function load() {
  if (cache === null) cache = new Map();
  return cache;
}
