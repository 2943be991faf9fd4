var Cipher = Cipher || {};
Cipher.hash = function (s) {
  return s.length;
};
