exports.mode = process.env.MODE;
