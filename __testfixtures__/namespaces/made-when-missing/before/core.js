(function () {
  // The namespace.
  if (!window.App) window.App = {};
  if (!App.ui) App.ui = {};
  App.version = '1';
})();
