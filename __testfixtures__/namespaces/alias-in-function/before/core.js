var Crypto = Crypto || {};
Crypto.hash = function (s) {
  return s.length;
};
