const esm = require('modern');
const { named } = require('modern');

console.log(esm.named, named);
