export { run } from './ns.js';
export { text } from './text.js';
