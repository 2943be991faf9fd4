import { App } from './a.js';

console.log(App.run(), App.late());
