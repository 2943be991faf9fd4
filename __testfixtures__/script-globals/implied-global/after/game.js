export let score;

export function init() {
  score = 0;
}
export function hit() {
  score = score + 10;
}
