export { level } from './base.js';
export { line } from './stars.js';
