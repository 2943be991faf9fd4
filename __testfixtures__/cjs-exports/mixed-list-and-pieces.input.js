const parse = require('./parse');

function format(value) {
  return String(value);
}

module.exports = {
  parse: parse,
  format,
  version: '1.2.0',
  strict: false,
};
