import createLog from './log.js';
import { Sum } from './sum.js';

const log = createLog('app');
const sum = new Sum(1, 2);

log(sum);
createLog('end')('done');
