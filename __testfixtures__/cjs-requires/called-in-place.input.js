const log = require('./log')('app');
const sum = new (require('./sum'))(1, 2);

log(sum);
require('./log')('end')('done');
