exports.side = 1;
