(function () {
  if (window.done) return;
  window.done = true;
  console.log('once');
})();
