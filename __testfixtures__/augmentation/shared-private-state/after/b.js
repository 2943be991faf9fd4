import { M } from './a.js';

var _private = M._private = M._private || {};
M.add = function () {
  _private.n += 1;
};
