require(['./view'], function (View) {
  console.log(new View('a').name);
});
