export const Log = {};
Log.line = function (text) {
  return text;
};
Log.both = function (a, b) {
  return Log.line(a) + Log.line(b);
};
