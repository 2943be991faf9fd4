console.log('Late' in window);

var Late = (function () {
  function run() {
    return 'run';
  }
  return { run: run, n: 1 };
})();
Late = (function (my) {
  my.n = my.n + 1;
  return my;
})(Late);
