export let count = 0;
export let last = null;

export function increment() {
  count += 1;
  last = new Array(count).fill('x').join('');
}
