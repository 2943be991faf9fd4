exports.server = { port: 80 };
