const { createRequire } = require('module');
import { createRequire as createRequireModule } from 'node:module';
const require = createRequireModule(import.meta.url);
const isMain = false;

console.log(createRequire, isMain, require.resolve('./names-taken.js'));
if (isMainModule()) console.log('main');

function isMainModule() {
  try {
    return createRequireModule(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
  } catch {
    return false;
  }
}
