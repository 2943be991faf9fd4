export function total(list) {
  return list.length;
}
