exports.a = 1;
