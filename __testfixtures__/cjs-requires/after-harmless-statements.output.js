import * as config from './config.js';

const limit = 10;
function helper() {
  return limit;
}

console.log(config.mode, helper());
