const actionCreators = 1, anotherBinding = 2, yetAnotherBinding = 3, oneMoreBinding = 4, lastBinding = 5;

module.exports = {
  actionCreators,
  anotherBinding,
  yetAnotherBinding,
  oneMoreBinding,
  lastBinding,
  version: 2,
};
