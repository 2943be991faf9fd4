import * as app from './a.js';

app.models.List = function () {
  this.items = [new app.models.Item(1)];
};
