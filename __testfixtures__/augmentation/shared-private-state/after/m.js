export { get } from './a.js';
export { add } from './b.js';
