var M = (function (my) {
  var _private = my._private = my._private || {};
  _private.n = 1;
  my.get = function () {
    return _private.n;
  };
  return my;
}(M || {}));
