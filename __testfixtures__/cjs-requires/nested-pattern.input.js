const { server: { port } } = require('./options');

console.log(port);
