export { hash } from './core.js';
export { md5 } from './md5.js';
