import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

process.env.LEVEL = process.env.LEVEL || 'debug';

const log = require('./log');
import * as limits from './limits.js';

log('started', limits.max);

let extra = null;
try {
  extra = require('some-optional-package');
} catch (error) {
  log('without', error.code);
}

export { extra };
