var app = app || {};
app.models = app.models || {};
app.models.List = function () {
  this.items = [new app.models.Item(1)];
};
