(function () {
  var $ = jQuery;
  $(window).on('scroll ' + App.name);
  this.App.name = 'view';
})();
console.log(App.name);
