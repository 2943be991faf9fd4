import * as options from './options.js';
const { server: { port } } = options;

console.log(port);
