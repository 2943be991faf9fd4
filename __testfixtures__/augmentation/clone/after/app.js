import { base } from './base.js';
import { copy } from './clone.js';

console.log(base.hello(), copy.hello());
