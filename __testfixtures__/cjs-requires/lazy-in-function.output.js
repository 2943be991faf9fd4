import fs from 'fs';

exports.open = function (file) {
  return fs.openSync(file);
};

exports.render = function (data) {
  const heavy = require('./heavy');
  return heavy.render(data);
};
