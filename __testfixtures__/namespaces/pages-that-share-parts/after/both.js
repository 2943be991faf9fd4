import * as App from './app.js';

console.log(App.a(), App.b());
