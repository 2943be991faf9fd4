module.exports = {
  logLevel: 'warn'
};
