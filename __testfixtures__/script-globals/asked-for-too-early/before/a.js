console.log(typeof late);
function check() {
  return typeof late;
}
console.log(check());
