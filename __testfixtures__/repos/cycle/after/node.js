import { List } from './list.js';

export { Node };

function Node(name) {
  this.name = name;
  this.children = new List();
}

Node.parse = function (text) {
  var match = /^(\w+)\((.*)\)$/.exec(text);
  var node = new Node(match ? match[1] : text);
  if (match) match[2].split(' ').forEach(function (part) { node.children.add(part); });
  return node;
};

Node.prototype.toString = function () {
  return this.name + this.children;
};
