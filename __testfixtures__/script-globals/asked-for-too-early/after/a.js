console.log(typeof late);
export function check() {
  return typeof late;
}
console.log(check());
