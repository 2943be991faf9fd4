'use strict';
(function () {
  var root = this;
  var lib = {
    up: function (s) {
      return s.toUpperCase();
    },
  };
  root.lib = lib;
}.call(this));
