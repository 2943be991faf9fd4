exports.octal = 8;
