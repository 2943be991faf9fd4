export let last;

export let score = 0;
export const level = 1;
export function hit() {
  score += level;
  last = 'hit';
}
