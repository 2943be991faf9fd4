import { Node } from './node.js';

export { List };

function List() {
  this.items = [];
}

List.prototype.add = function (text) {
  this.items.push(Node.parse(text));
};

List.prototype.toString = function () {
  return this.items.length ? '[' + this.items.join() + ']' : '';
};
