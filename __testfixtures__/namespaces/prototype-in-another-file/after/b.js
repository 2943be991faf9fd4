import * as NS from './a.js';

NS.A.prototype.hi = function () {
  return 'hi';
};
