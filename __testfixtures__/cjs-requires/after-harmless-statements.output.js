const limit = 10;
function helper() {
  return limit;
}
import * as config from './config.js';

console.log(config.mode, helper());
