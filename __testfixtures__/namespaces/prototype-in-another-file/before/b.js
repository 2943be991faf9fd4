NS.A.prototype.hi = function () {
  return 'hi';
};
