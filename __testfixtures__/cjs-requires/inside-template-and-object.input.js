const options = {
  host: require('os').hostname(),
  parse: require('./parse'),
};

module.exports = `${options.host}:${options.parse('1')}`;
