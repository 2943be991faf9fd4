const limit = 10;
function helper() {
  return limit;
}
const config = require('./config');

console.log(config.mode, helper());
