module.exports = { a: undefined, b: 2 };
