'use strict';

// Two helpers.
const { double, half } = require('./helpers');

module.exports = {
	double,
	// the half
	half,
	both: function (n) {
		return [double(n), half(n)];
	}
};

console.log(module.exports.both(4));
