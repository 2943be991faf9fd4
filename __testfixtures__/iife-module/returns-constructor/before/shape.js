var Shape = (function (global, undefined) {
  function Shape(name) {
    this.name = name;
  }

  Shape.prototype.area = function () {
    return global.unit * 2;
  };

  return Shape;
})(window);
