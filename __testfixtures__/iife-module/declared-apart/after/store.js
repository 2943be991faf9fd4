export const list = [];
export function add(item) {
  return list.push(item);
}
