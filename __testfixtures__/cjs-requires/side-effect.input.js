require('./polyfill');
require('./setup')

console.log('ready');
