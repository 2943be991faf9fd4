export function hash(s) {
  return s.length;
}
