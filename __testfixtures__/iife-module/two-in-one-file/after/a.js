var shared = 1;
export const first = function () { return shared; };
(function () {
  var shared = 2;
  window.second = function () { return shared; };
})();
