import { Log } from './base.js';

console.log(Log.both('a', 'b'));
