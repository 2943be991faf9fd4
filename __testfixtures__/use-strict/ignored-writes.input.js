undefined = 1;
var f = function own() {
  own = { a: 1 };
  return own;
};
console.log(f(), delete Math.PI);
