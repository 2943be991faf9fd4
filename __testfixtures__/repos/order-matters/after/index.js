import './index.setup.js';

import log from './log.js';
import * as limits from './limits.js';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

log('started', limits.max);

let extra = null;
try {
  extra = require('some-optional-package');
} catch (error) {
  log('without', error.code);
}

export { extra };
