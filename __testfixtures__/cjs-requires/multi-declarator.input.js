var fs = require('fs'),
    path = require('path'),
    // how many
    count = 0,
    util = require('./util');

console.log(fs, path, count, util.pad());
