export function b() {
  return 'b';
}
