(function (root, factory) {
  if (typeof define === 'function' && define.amd) define(['dep'], factory);
  else if (typeof exports === 'object') module.exports = factory(require('./dep'));
  else root.Lib = factory(root.Dep);
})(this, function (Dep) {
  function Lib(value) {
    this.value = value + Dep.step;
  }
  Lib.prototype.get = function () {
    return this.value;
  };
  return Lib;
});
