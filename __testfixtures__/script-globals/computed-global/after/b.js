['A', 'B'].forEach(function (n) {
  console.log(window['on' + n]());
});
