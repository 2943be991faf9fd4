export const name = 'self';
export function greet() {
  return 'I am ' + name;
}
