const util = require('./util');

exports.run = function (util) {
  return util.pad;
};
exports.pad = () => util.pad;
