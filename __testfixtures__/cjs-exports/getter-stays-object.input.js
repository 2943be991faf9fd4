module.exports = {
  get now() {
    return Date.now();
  },
  zero: 0,
};
