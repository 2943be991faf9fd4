(function (window) {
	'use strict';

	/** Keeps things. */
	function Store(name) {
		this.name = name;
	}

	Store.prototype.find = function () {
		return this.name;
	};

	// Export to window
	window.app = window.app || {};
	window.app.Store = Store;
})(window);
