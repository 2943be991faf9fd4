exports.pad = (text) => text;
exports.settings = { deep: 1 };
