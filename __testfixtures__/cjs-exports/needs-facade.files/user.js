const cases = require('./needs-facade');
console.log(Object.keys(cases));
