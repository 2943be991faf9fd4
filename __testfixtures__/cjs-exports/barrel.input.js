exports.Circle = require('./circle');
exports.square = require('./square');
exports.area = require('./area').area;
