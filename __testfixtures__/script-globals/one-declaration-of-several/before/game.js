var canvas = { width: 3 }, score = 0,
    level = 1, lives;
if (score === 0) {
  var started = true;
}
for (var row = 0; row < 2; row++) {
  for (step in [0, 1]) score += Number(step);
}
function reset() {
  score = lives = 0;
  console.log('reset', canvas.width, level);
}
console.log(canvas.width, score, level, lives);
