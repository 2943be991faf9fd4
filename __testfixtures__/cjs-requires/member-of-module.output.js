import { pad } from './util.js';
import * as util from './util.js';
const deep = util.settings.deep;

pad(deep);
