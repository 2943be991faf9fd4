import { M } from './a.js';

M.add();
console.log(M.get());
