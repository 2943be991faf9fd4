const util = require('./util');
const { pad, trim: strip } = require('./util');

console.log(util.pad('a'), pad('b'), strip(' c '));
