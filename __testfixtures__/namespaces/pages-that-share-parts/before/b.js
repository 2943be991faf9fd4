var App = App || {};
App.b = function () {
  return 'b';
};
