class Square {
  constructor(side) {
    this.side = side;
  }
}

module.exports = Square;
