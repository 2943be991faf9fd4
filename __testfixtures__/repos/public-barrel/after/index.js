import { Circle } from './lib/circle.js';
import { Square } from './lib/square.js';
import { area, round } from './lib/measure.js';

// shapes
export { Circle, Square };

// helpers
export { area };
export { round }; // to two digits
export const PI = Math.PI;

const geoShapes = { Circle, Square, area, round, PI };
export { geoShapes as default, geoShapes as 'module.exports' };
