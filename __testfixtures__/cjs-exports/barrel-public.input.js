exports.Circle = require('./circle');
exports.area = require('./area').area;
