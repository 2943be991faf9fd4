function parse() {}
function serialize() {}
const version = 1;
class Cookie {}

exports.parse = parse;
exports.serialize = serialize;
module.exports.Cookie = exports.Jar = Cookie;

// Told apart.
exports.version = version;
exports.more = version + 1;
exports.first = parse; // behind
exports.last = serialize;
