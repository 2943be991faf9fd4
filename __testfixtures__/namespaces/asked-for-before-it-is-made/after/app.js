globalThis.Late = globalThis.Late;

console.log(typeof App, 'Late' in window);

export var App = {};
App.run = function () {
  return 'run';
};
App.all = Object.keys(App);

export var Late = { n: 1 };
globalThis.Late = Late;
