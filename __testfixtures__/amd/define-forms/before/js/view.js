/* The view. */
define(['util/text'], function (text) {
  'use strict';

  function View(name) {
    this.name = name;
  }

  View.prototype.show = function () {
    return text.up(this.name);
  };

  return View;
});
