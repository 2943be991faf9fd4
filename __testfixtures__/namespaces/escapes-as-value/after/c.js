import { App } from './a.js';

for (var k in App) console.log(k, App[k]);
