var App = {};
App.name = 'app';
function start(view) {
  console.log(view.name, App.name);
}
