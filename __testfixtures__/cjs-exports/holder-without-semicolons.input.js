['get', 'post'].forEach(function (method) {
  exports[method] = function () {}
})
