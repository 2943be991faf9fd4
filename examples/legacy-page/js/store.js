(function (window) {
  'use strict';

  /**
   * A list kept in the browser.
   * @constructor
   */
  function Store(name) {
    this.key = 'legacy-page.' + name;
  }

  Store.prototype.load = function () {
    return JSON.parse(window.localStorage.getItem(this.key) || '[]');
  };

  Store.prototype.save = function (items) {
    window.localStorage.setItem(this.key, JSON.stringify(items));
  };

  window.app = window.app || {};
  window.app.Store = Store;
})(window);
