import { App } from './app.js';

var $ = jQuery;
$(window).on('scroll ' + App.name);
App.name = 'view';
console.log(App.name);
