import { Circle, area, units } from './shapes/index.js';
import * as shapes from './shapes/index.js';

console.log(area(new Circle(2)).toFixed(2), units.cm, shapes.Square.name);
