import fs from 'fs';
import path from 'path';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const folder = path.join(import.meta.dirname, 'plugins');
const plugins = fs.readdirSync(folder).sort().map((file) => require(path.join(folder, file)));

for (const plugin of plugins) console.log(plugin.name, plugin.run('text'));
console.log(require('./formats/' + (process.env.FORMAT || 'plain'))('done'));
