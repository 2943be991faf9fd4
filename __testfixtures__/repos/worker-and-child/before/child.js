const { name } = require('./names');
console.log('child', name(process.argv[2]));
