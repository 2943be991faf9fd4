// The public face.
export { Impl } from './impl.js';
