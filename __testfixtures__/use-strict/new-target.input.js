console.log(typeof new.target);
function C() {
  return new.target;
}
console.log(new C() instanceof C);
