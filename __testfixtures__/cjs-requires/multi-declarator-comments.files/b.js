exports.b = 2
