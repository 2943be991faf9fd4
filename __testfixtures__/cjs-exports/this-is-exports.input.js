this.answer = 42;
exports.ask = function () {
  return 'what?';
};
