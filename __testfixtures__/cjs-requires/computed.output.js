const name = process.argv[2] || 'a';
const plugin = require('./plugins/' + name);

plugin.run();
