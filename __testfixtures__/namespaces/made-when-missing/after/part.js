import * as App from './app.js';

  var part = { name: 'part' };
  App.parts.push(part);
