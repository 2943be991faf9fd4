module.exports = class Node {
  static of(value) {
    return new module.exports(value);
  }
};

module.exports.EMPTY = module.exports.of(null);
