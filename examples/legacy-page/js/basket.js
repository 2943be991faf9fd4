var Basket = (function () {
	'use strict';

	var lines = [];
	var gift = false;

	function lineOf(sku) {
		return lines.filter(function (line) { return line.sku === sku; })[0];
	}

	// Tells the page; showBasket comes with a later script.
	function changed() {
		SHOP.debug('basket: ' + count() + ' item(s)');
		showBasket();
	}

	function add(sku) {
		if (!CATALOGUE.take(sku)) {
			console.warn('sold out: ' + sku);
			return false;
		}
		if (lineOf(sku)) lineOf(sku).number++;
		else lines.push({ sku: sku, number: 1 });
		changed();
		return true;
	}

	function remove(sku) {
		CATALOGUE.putBack(sku, lineOf(sku).number);
		lines = lines.filter(function (line) { return line.sku !== sku; });
		changed();
	}

	function count() {
		return lines.reduce(function (sum, line) { return sum + line.number; }, 0);
	}

	function total() {
		return lines.reduce(function (sum, line) {
			return sum + line.number * CATALOGUE.find(line.sku).grossCents();
		}, 0);
	}

	function clear() {
		lines = [];
		gift = false;
		changed();
	}

	return {
		add: add,
		remove: remove,
		count: count,
		total: total,
		clear: clear,
		lines: function () { return lines; },
		isGift: function () { return gift; },
		setGift: function (on) {
			gift = on;
			changed();
		}
	};
}());
