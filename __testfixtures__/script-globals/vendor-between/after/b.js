import { setup } from './a.js';

console.log(vendor.on, setup.on);
