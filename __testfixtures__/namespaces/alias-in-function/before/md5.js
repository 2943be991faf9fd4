(function () {
  // Shortcuts
  var C = Cipher,
    size = 4;

  C.md5 = function (s) {
    return C.hash(s) * size;
  };
}());
