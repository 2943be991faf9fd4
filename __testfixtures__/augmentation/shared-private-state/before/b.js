var M = (function (my) {
  var _private = my._private = my._private || {};
  my.add = function () {
    _private.n += 1;
  };
  return my;
}(M || {}));
