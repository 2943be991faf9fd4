export { Circle } from './circle.js';
export { default as square } from './square.js';
export { area } from './area.js';
