export { debug };

debug.levels = ['info', 'warn'];
debug.log = function (text) {
  debug(text);
};

function debug(text) {
  console.log(text);
}
