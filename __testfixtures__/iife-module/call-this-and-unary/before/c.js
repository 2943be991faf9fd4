+function ($) {
  console.log($.beta());
}(window);
