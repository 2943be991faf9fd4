function init() {
  history = {};
  settings = { speed: 2 };
}

function record(step) {
  history[step] = settings.speed;
  return history.length;
}
