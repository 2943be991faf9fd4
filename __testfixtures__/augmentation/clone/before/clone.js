var copy = (function (old) {
  var my = {}, key;
  for (key in old) {
    if (old.hasOwnProperty(key)) {
      my[key] = old[key];
    }
  }
  my.name = 'copy';
  return my;
}(base));
