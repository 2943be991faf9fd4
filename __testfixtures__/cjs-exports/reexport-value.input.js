// The public face.
module.exports = require('./impl');
