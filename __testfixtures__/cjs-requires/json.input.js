const data = require('./data.json');
const { version } = require('./package');
const { name, license } = require('./package.json');

console.log(data.length, version, name, license);
