exports.area = (shape) => shape.area();
exports.round = (n) => Math.round(n * 100) / 100;
var join = require('path').join,
    sep = require('path').sep, // of files
    inherits = require('util').inherits;
var extname = require('path').extname;
exports.file = (name) => join(name, extname(sep), inherits.name);
