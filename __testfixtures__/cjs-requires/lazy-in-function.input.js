exports.open = function (file) {
  const fs = require('fs');
  return fs.openSync(file);
};

exports.render = function (data) {
  const heavy = require('./heavy');
  return heavy.render(data);
};
