exports.calls = 0;
exports.count = function () {
  exports.calls++;
};
