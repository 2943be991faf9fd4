/**
 * A queue.
 */
export class Queue {
  push(item) {
    return item;
  }
}
