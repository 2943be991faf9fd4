import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

exports.find = (name) => require.resolve(name, { paths: [import.meta.dirname] });
