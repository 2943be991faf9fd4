(function () {
  var plain = Log.line;
  Log.line = function (text) {
    return 'time ' + plain(text);
  };
})();
