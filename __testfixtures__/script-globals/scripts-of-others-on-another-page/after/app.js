var App = {};
App.name = 'app';
export function start(view) {
  console.log(view.name, App.name);
}
