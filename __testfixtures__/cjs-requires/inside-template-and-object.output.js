import os from 'os';
import parse from './parse.js';

const options = {
  host: os.hostname(),
  parse,
};

module.exports = `${options.host}:${options.parse('1')}`;
