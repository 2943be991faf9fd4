var Store;
Store = (function () {
  var my = {};
  my.list = [];
  my.add = function (item) {
    return my.list.push(item);
  };
  return my;
})();
