export class Node {
  static of(value) {
    return new Node(value);
  }
}

Node.EMPTY = Node.of(null);
