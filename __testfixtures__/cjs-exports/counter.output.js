export let calls = 0;
export function count() {
  calls++;
}
