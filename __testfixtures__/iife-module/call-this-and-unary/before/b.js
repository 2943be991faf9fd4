!function () {
  var text = `two
  lines`;
  window.beta = function () {
    return Alpha() + text;
  };
}();
