exports.area = function (shape) {
  return shape.r ? Math.PI * shape.r * shape.r : shape.side * shape.side;
};
