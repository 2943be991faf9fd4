import { init, record } from './game.js';

init();
console.log(record('first'), history.first);
Reflect.set(globalThis, 'history', null);
console.log(typeof history);
