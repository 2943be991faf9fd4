export const M = {};

var _private = M._private = M._private || {};
_private.n = 1;
M.get = function () {
  return _private.n;
};
