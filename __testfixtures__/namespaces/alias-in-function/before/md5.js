(function () {
  // Shortcuts
  var C = Crypto,
    size = 4;

  C.md5 = function (s) {
    return C.hash(s) * size;
  };
}());
