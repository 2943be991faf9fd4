import { tools } from './app.js';

console.log(tools.x, typeof other.was, shared);
