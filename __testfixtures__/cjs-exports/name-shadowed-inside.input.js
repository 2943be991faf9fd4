exports.size = 0;

exports.add = function (size) {
  exports.size += size;
  return exports.size;
};
