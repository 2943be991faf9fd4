if (process.env.NODE_ENV === 'production') {
  module.exports = { debug: false };
} else {
  module.exports = { debug: true };
}
