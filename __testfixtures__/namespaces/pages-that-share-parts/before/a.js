var App = App || {};
App.a = function () {
  return 'a';
};
