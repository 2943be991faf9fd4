this.App = this.App || {};
App.late = function () {
  return 1;
};
