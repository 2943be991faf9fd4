import * as Log from './log.js';

console.log(Log.line('hello'), Log.level);
