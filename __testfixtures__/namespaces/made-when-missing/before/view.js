if (typeof App === 'undefined') { App = {}; }
if (App.parts == null) App.parts = [];
App.show = function (text) {
  console.log(text, App.version, App.parts.length);
};
