/** Doubles. */
exports.double = function (n) {
	return n * 2;
};

exports.half = n => n / 2;
