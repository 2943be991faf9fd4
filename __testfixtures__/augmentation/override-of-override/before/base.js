var Log = {};
Log.line = function (text) {
  return text;
};
Log.level = 1;
