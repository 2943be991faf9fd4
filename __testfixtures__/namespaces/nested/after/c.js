import * as app from './a.js';

console.log(new app.models.List().items.length);
