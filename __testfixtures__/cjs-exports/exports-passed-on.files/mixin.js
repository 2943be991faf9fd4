module.exports = function (target) {
  target.mixed = true;
};
