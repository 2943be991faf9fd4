export * from './impl.js';
