export const answer = 42;
export function ask() {
  return 'what?';
}
