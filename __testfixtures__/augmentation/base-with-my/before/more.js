var shop = (function (my) {
  my.count = my.count + 1;
  return my;
})(shop);
