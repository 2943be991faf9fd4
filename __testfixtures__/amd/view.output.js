import { text } from './text.js';

/* The view. */
function View(name) {
  this.name = text(name);
}

export { View };
