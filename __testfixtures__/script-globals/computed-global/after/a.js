globalThis.onA = onA;
globalThis.onB = onB;

export function onA() {
  return 'A';
}
export function onB() {
  return 'B';
}
