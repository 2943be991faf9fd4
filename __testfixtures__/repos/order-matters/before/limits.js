exports.max = 10;
