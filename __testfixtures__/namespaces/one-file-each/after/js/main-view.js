import * as app from './app.js';

var view = new app.View(new app.Store('todos'));
console.log(view.show());
