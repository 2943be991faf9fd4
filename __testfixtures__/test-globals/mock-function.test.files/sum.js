module.exports = (a, b, done) => done(a + b);
