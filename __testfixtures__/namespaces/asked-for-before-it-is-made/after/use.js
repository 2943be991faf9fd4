import { App, Late } from './app.js';

console.log(App.run(), Object.keys(App).length, Late.n);
