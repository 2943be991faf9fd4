const fs = require('fs');
const path = require('path');

const folder = path.join(__dirname, 'plugins');
const plugins = fs.readdirSync(folder).sort().map((file) => require(path.join(folder, file)));

for (const plugin of plugins) console.log(plugin.name, plugin.run('text'));
console.log(require('./formats/' + (process.env.FORMAT || 'plain'))('done'));
