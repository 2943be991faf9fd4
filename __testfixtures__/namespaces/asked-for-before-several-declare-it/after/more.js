globalThis.Late = (function (my) {
  var before = my.run;
  my.run = function () {
    return before() + ' more';
  };
  return my;
})(globalThis.Late);
