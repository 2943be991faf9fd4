export { Store } from './store.js';
export { View } from './view.js';
