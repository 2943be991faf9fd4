import * as Body from './body.js';

console.log(Body.create().id, Body.create().id);
