export const Circle = require('./circle');
export function make() {
  return new Circle();
}
