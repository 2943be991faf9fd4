module.exports = {
  root: true,
  rules: { eqeqeq: 2 },
};
