module.exports = {
  extends: '../.eslintrc.js',
  rules: {
    'no-unused-expressions': 'off',
  },
};
