globalThis.Late = globalThis.Late;

console.log('Late' in window);

globalThis.Late = (function () {
  function run() {
    return 'run';
  }
  return { run: run, n: 1 };
})();
globalThis.Late = (function (my) {
  my.n = my.n + 1;
  return my;
})(Late);
