define(function (require) {
  var settings = require('../settings');

  return {
    up: function (s) {
      return s.toUpperCase() + settings.size;
    },
  };
});
