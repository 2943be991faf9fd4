exports.Circle = require('./circle');
exports.Square = require('./square');
exports.area = require('./area').area;
exports.units = require('./units');
