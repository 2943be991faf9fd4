(function () {
  var root = this;
  root.Alpha = function () {
    return 'alpha';
  };
}).call(this);
