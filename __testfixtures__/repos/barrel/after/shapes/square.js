class Square {
  constructor(side) {
    this.side = side;
  }
}

export { Square };
