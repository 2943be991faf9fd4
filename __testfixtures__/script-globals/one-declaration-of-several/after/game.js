Object.defineProperty(globalThis, 'score', {
  get: () => score,
  set: (value) => {
    score = value;
  },
  configurable: true,
  enumerable: true,
});
Object.defineProperty(globalThis, 'lives', {
  get: () => lives,
  set: (value) => {
    lives = value;
  },
  configurable: true,
  enumerable: true,
});
Object.defineProperty(globalThis, 'started', {
  get: () => started,
  set: (value) => {
    started = value;
  },
  configurable: true,
  enumerable: true,
});
Object.defineProperty(globalThis, 'row', {
  get: () => row,
  set: (value) => {
    row = value;
  },
  configurable: true,
  enumerable: true,
});
globalThis.reset = reset;
let step;

var canvas = { width: 3 }, score = 0,
    level = 1, lives;
if (score === 0) {
  var started = true;
}
for (var row = 0; row < 2; row++) {
  for (step in [0, 1]) score += Number(step);
}
export function reset() {
  score = lives = 0;
  console.log('reset', canvas.width, level);
}
console.log(canvas.width, score, level, lives);

export function setScore(value) {
  return (score = value);
}
export function setStarted(value) {
  return (started = value);
}
export function setRow(value) {
  return (row = value);
}
export { score, lives, started, row };
