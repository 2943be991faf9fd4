function init() {
  score = 0;
}
function hit() {
  score = score + 10;
}
