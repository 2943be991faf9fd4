import { Alpha } from './a.js';

var text = `two
  lines`;
export const beta = function () {
  return Alpha() + text;
};
