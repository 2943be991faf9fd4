export const App = {};
App.run = function () {
  return App.extra ? App.extra() : 'plain';
};
