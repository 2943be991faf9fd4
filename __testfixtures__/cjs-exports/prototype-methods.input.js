module.exports = Stack;

function Stack() {
  this.items = [];
}

Stack.prototype.push = function (item) {
  this.items.push(item);
};

module.exports.prototype.pop = function () {
  return this.items.pop();
};
