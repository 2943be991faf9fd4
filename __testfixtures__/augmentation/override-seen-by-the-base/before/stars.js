(function () {
  var plain = Log.line;
  Log.line = function (text) {
    return '* ' + plain(text);
  };
})();
