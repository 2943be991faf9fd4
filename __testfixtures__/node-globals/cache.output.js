import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

exports.reload = function (file) {
  delete require.cache[require.resolve(file)];
  return require(file);
};
