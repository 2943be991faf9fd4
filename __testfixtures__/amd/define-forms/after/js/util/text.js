import { settings } from '../settings.js';

export const text = {
  up: function (s) {
    return s.toUpperCase() + settings.size;
  },
};
