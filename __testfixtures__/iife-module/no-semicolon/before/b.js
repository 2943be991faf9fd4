(function () {
  var width = 2;
  window.area = function (height) {
    return width * height
  }
})();
(window.areas || []).forEach(area);
console.log(area(3));
