exports = module.exports = debug;

exports.levels = ['info', 'warn'];
exports.log = function (text) {
  debug(text);
};

function debug(text) {
  console.log(text);
}
