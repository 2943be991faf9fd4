'use strict';

class Queue {
  constructor() {
    this.items = [];
  }
}

module.exports = Queue;
