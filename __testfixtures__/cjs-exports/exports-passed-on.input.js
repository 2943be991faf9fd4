const mixin = require('./mixin');

exports.name = 'base';
mixin(exports);
