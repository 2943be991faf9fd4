import config from './config.js';

config.debug = true;
console.log(config);
