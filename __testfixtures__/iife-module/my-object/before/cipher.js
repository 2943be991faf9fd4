var Cipher = (function () {
  var my = {},
    rounds = 3;

  function step(n) {
    return n * rounds;
  }

  /** How often it ran. */
  my.count = 0;

  my.run = function (n) {
    my.count += 1;
    return step(n);
  };

  my.twice = function twice(n) {
    return my.run(my.run(n));
  };

  return my;
}());
