exports.now = function () {
  return 'real';
};

exports.tomorrow = function () {
  return exports.now() + ' + 1';
};
