const parse = require('./parse');

function format(value) {
  return String(value);
}

export { parse, format };
export const version = '1.2.0';
export const strict = false;
