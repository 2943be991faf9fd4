import { base } from './base.js';

var my = {}, key;
for (key in base) {
  if (base.hasOwnProperty(key)) {
    my[key] = base[key];
  }
}
my.name = 'copy';
export { my as copy };
