export function area(shape) {
  return shape.r ? Math.PI * shape.r * shape.r : shape.side * shape.side;
}
