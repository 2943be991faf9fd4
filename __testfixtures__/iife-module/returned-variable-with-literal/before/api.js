var Api = (function () {
  var cache = [];

  function get(i) {
    return cache[i];
  }

  var api = {
    get: get,
    put(value) {
      return cache.push(value);
    },
    limit: cache.length + 3,
  };
  return api;
})();
