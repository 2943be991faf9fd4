exports.shout = (text) => text.toUpperCase();

exports.fill = function (text, values) {
  return text.replace(/\{(\w+)\}/g, (all, key) => values[key] || all);
};
