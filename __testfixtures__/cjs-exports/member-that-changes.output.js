export const count = require('./state').count;
