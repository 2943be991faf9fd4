const { Circle, area, units } = require('./shapes');
const shapes = require('./shapes');

console.log(area(new Circle(2)).toFixed(2), units.cm, shapes.Square.name);
