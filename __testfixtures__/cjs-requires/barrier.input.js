process.env.MODE = 'test';
const config = require('./config');

console.log(config.mode);
