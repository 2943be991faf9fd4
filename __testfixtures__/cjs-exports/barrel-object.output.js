// shapes
export { Circle } from './circle.js';
export { default as square } from './square.js';
