import * as Dep from './dep.js';

function Lib(value) {
  this.value = value + Dep.step;
}
Lib.prototype.get = function () {
  return this.value;
};
export { Lib };
