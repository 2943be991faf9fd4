module.exports = {
  // shapes
  Circle: require('./circle'),
  square: require('./square'),
};
