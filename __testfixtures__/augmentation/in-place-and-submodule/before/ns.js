var tool = {};
(function (t) {
  t.run = function () {
    return t.text.up('run');
  };
})(tool);
