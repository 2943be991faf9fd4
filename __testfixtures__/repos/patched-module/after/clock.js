const clock = {};
clock.now = function () {
  return 'real';
};

clock.tomorrow = function () {
  return clock.now() + ' + 1';
};

export { clock as default };
