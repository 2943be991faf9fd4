exports.cache = null;

exports.load = function () {
  if (exports.cache === null) exports.cache = new Map();
  return exports.cache;
};
