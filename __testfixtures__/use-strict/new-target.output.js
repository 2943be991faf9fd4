console.log(typeof undefined);
function C() {
  return new.target;
}
console.log(new C() instanceof C);
