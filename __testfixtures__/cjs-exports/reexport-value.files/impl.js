module.exports = class Impl {};
