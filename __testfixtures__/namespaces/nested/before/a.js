var app = app || {};
app.models = app.models || {};
app.models.Item = function (n) {
  this.n = n;
};
