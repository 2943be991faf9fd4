var root = (function () {
  return globalThis;
})();
function Point(x) {
  const self = Object(this ?? globalThis);
  self.x = x;
  self.y = 0;
  return self;
}
function Guarded() {
  if (!(this instanceof Guarded)) return new Guarded();
  this.z = 1;
}
String.prototype.kind = function () {
  return typeof Object(this ?? globalThis);
};
console.log(root, Point(1), new Point(2), Guarded());
