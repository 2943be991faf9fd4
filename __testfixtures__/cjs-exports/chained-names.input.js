exports.first = exports.head = function (list) {
  return list[0];
};
