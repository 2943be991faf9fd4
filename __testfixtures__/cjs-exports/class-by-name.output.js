'use strict';

class Queue {
  constructor() {
    this.items = [];
  }
}

export { Queue };
