const worker = require.resolve('./worker');

console.log(worker);
