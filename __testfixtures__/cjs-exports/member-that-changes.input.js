exports.count = require('./state').count;
