globalThis.draw = draw;

export function draw() {
  console.log('draw');
}
