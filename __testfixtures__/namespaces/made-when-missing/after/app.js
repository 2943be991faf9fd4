export { ui, version } from './core.js';
export { parts, show } from './view.js';
