import { b } from './b.js';

export const a = {
  b: function (load) {
    return load ? b : 'none';
  },
};
