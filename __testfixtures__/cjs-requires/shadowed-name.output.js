import * as util from './util.js';

exports.run = function (util) {
  return util.pad;
};
exports.pad = () => util.pad;
