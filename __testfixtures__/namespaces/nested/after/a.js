export const models = {};
models.Item = function (n) {
  this.n = n;
};
