var root = globalThis;
var lib = {
  up: function (s) {
    return s.toUpperCase();
  },
};
export { lib };
