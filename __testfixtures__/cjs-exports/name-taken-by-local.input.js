var format = require('util').format;

exports.format = function (text) {
  return format('%s', text);
};
