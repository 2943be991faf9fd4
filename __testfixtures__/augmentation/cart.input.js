var shop = (function (my) {
  my.total = function (list) {
    return list.map(my.price).reduce(add, 0);
  };
  function add(a, b) {
    return a + b;
  }
  return my;
}(shop || {}));
