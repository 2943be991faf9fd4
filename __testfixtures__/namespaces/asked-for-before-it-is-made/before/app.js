console.log(typeof App, 'Late' in window);

(function (my) {
  my.run = function () {
    return 'run';
  };
  my.all = Object.keys(my);
})((window.App = window.App || {}));

var Late = { n: 1 };
