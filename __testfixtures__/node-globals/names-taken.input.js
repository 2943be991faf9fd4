const { createRequire } = require('module');
const isMain = false;

console.log(createRequire, isMain, require.resolve('./names-taken.js'));
if (require.main === module) console.log('main');
