let settings;

export function init() {
  Reflect.set(globalThis, 'history', {});
  settings = { speed: 2 };
}

export function record(step) {
  history[step] = settings.speed;
  return history.length;
}
