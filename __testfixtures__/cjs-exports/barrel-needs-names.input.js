exports.Circle = require('./circle');
exports.make = function () {
  return new exports.Circle();
};
