module.exports = {
  name: 'upper',
  run: function (text) {
    return text.toUpperCase();
  },
};
