export const area = (shape) => shape.area();
export const round = (n) => Math.round(n * 100) / 100;
import { join, extname } from 'path';
import { sep } from 'path'; // of files
import { inherits } from 'util';
export const file = (name) => join(name, extname(sep), inherits.name);

const measure = { area, round, file };
export { measure as 'module.exports' };
