var old = require('./old');
var mode = require('./mode');

console.log(old.sum({ a: 1, b: 2 }), mode.octal);
