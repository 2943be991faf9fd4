import { a } from './a.js';
import './setup.js';
export * from './b.js';
export { c } from "./c.js";

console.log(a);
