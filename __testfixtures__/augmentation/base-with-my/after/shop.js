export { price } from './base.js';
export { count } from './more.js';
