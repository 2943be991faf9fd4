import { createRequire } from 'node:module';

exports.run = () => {};

if (isMain()) exports.run();

function isMain() {
  try {
    return createRequire(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
  } catch {
    return false;
  }
}
