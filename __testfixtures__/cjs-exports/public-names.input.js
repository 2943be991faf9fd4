exports.parse = function (text) {
  return JSON.parse(text);
};

exports.stringify = function (value) {
  return JSON.stringify(value);
};
