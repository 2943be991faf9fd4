exports.count = 0;
exports.last = null;

exports.increment = function () {
  exports.count += 1;
  exports.last = new Array(exports.count).fill('x').join('');
};
