import { draw } from './draw.js';

draw();
console.log(limit);
