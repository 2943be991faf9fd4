import { unit } from './unit.js';

function Shape(name) {
  this.name = name;
}

Shape.prototype.area = function () {
  return unit * 2;
};

export { Shape };
