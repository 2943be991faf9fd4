module.exports = {
	// both
	both: function (a, b) {
		return [
			a,
			b
		];
	},
	one: 1
};
