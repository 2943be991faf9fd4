var root = (function () {
  return this;
})();
function Point(x) {
  this.x = x;
  this.y = 0;
  return this;
}
function Guarded() {
  if (!(this instanceof Guarded)) return new Guarded();
  this.z = 1;
}
String.prototype.kind = function () {
  return typeof this;
};
console.log(root, Point(1), new Point(2), Guarded());
