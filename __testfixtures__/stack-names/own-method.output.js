exports.describe = (entry) => entry.getFileName() + ':' + entry.line;
