if (window.App === undefined) {
  window.App = {};
}

  (function (app) {
    var part = { name: 'part' };
    app.parts.push(part);
  })(App);
