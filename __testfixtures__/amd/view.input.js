/* The view. */
define(['./text'], function (text) {
  'use strict';

  function View(name) {
    this.name = text(name);
  }

  return View;
});
