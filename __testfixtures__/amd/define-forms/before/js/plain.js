define(function () {
  console.log('plain');
});
