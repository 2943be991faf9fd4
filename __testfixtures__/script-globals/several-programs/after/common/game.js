export const Game = {
  start: function (options) {
    options.update(1);
    options.render();
  },
};

export function increase(start, by, max) {
  var result = start + by;
  while (result >= max) result -= max;
  return result;
}
