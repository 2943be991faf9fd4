exports.pad = 1;
