export default {
  get now() {
    return Date.now();
  },
  zero: 0,
};
