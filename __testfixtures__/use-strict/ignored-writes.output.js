void 1;
var f = function own() {
  void ({ a: 1 });
  return own;
};
console.log(f(), Reflect.deleteProperty(Math, 'PI'));
