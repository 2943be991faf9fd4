exports.pad = (text) => text + ' ';
exports.trim = (text) => text.trim();
