const computedKeysStayObject = {};
['get', 'post', 'put'].forEach(function (method) {
  computedKeysStayObject[method] = function (path) {
    return method + ' ' + path;
  };
});

export { computedKeysStayObject as default };
