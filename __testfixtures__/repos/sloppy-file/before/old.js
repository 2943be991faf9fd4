var mode = require('./mode');

exports.sum = function (values) {
  with (values) {
    return a + b + mode.octal;
  }
};
