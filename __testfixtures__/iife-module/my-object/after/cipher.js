var rounds = 3;

function step(n) {
  return n * rounds;
}

/** How often it ran. */
export let count = 0;

export function run(n) {
  count += 1;
  return step(n);
}

export function twice(n) {
  return run(run(n));
}
