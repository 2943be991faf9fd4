class A {
  m() {
    return (function () {
      return this;
    })();
  }
}
function strict(a) {
  'use strict';
  a = 1;
  return [this, arguments[0]];
}
console.log(new A().m(), strict(2));
