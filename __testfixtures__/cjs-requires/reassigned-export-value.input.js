const config = require('./config');

config.debug = true;
console.log(config);
