const base = (exports.base = function (path) {
  return path;
});
const first = (exports.first = (a) => a[0]), last = (exports.last = (a) => a.at(-1));
const both = (exports.a = exports.b = [first, last]);

exports.all = () => [base, both];
