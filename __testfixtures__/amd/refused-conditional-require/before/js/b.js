define(function () {
  return 'b';
});
