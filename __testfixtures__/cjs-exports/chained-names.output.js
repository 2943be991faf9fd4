export function first(list) {
  return list[0];
}
export { first as head };
