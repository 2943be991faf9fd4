const { parentPort } = require('worker_threads');
const names = require('./names');

parentPort.postMessage('worker ' + names.name('two'));
