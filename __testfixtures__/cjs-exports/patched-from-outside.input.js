exports.now = function () {
  return 1;
};

exports.later = function () {
  return exports.now() + 1;
};
