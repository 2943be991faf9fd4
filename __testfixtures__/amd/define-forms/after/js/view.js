import { text } from './util/text.js';

/* The view. */
function View(name) {
  this.name = name;
}

View.prototype.show = function () {
  return text.up(this.name);
};

export { View };
