class Item {
  constructor(name) {
    this.name = name;
  }

  toString() {
    return `<${this.name}>`;
  }
}

export { Item };
