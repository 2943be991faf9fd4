setTimeout(function () {
  console.log('app');
}, 0);
