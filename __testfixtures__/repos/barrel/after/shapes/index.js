export { Circle } from './circle.js';
export { Square } from './square.js';
export { area } from './area.js';
export { default as units } from './units.js';
