import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const worker = require.resolve('./worker');

console.log(worker);
