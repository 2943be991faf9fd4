var api = module.exports = {};

api.add = function (a, b) {
  return a + b;
};

api.sub = function (a, b) {
  return api.add(a, -b);
};
