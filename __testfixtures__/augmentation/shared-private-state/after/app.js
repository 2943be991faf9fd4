import * as M from './m.js';

M.add();
console.log(M.get());
