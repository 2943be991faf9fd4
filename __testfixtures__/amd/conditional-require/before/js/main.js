require(['./a'], function (a) {
  console.log(a.b(false));
});
