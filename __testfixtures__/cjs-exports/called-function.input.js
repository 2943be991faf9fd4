module.exports = function () {
  return { now: Date.now() };
}();
