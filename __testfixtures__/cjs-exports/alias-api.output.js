export function add(a, b) {
  return a + b;
}

export function sub(a, b) {
  return add(a, -b);
}
