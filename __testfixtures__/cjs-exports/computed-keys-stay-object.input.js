['get', 'post', 'put'].forEach(function (method) {
  exports[method] = function (path) {
    return method + ' ' + path;
  };
});
