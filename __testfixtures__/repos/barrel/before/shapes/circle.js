module.exports = class Circle {
  constructor(r) {
    this.r = r;
  }
};
