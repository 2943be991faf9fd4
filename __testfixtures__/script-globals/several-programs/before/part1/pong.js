Pong = {
  position: 0,
  move: function (by) {
    this.position = increase(this.position, by, 10);
  },
};
