import { createRequire } from 'node:module';

exports.run = run;

function run() {}

if (isMain()) {
  run();
}

function isMain() {
  try {
    return createRequire(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
  } catch {
    return false;
  }
}
