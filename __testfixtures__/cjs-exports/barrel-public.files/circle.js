module.exports = class Circle {};
