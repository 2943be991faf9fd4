module.exports = class Sum {};
