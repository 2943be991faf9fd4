import './polyfill.js';
import './setup.js'

console.log('ready');
