var rate = 2;
export function price(n) {
  return n * rate;
}
export const count = 1;
