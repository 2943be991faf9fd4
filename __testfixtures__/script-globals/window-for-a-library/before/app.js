(function ($) {
  window.App = { name: 'app' };
  $(window).on('resize');
})(jQuery);
