(function (window) {
	'use strict';

	function View(store) {
		this.store = store;
	}

	View.prototype.show = function () {
		return 'view of ' + this.store.find();
	};

	window.app = window.app || {};
	window.app.View = View;
})(window);
