const lib = require('./lib');
const same = require('./lib/');
const up = require('.');

console.log(lib.a, same.a, up.name);
