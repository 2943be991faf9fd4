exports.delete = function (key) {
  return key;
};
exports.new = () => ({});
exports.class = 'primary';
