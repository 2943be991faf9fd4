(function () {
  var shared = 1;
  window.first = function () { return shared; };
})();
(function () {
  var shared = 2;
  window.second = function () { return shared; };
})();
