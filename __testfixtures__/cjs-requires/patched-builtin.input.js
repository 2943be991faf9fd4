const fs = require('fs');
const { readFileSync } = require('fs');

fs.readFileSync = () => 'patched';
console.log(readFileSync === fs.readFileSync);
