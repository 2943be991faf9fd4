// What a program in CommonJS gets today, and after the migration.
const shapes = require('./index.js');
const files = require('./lib/files.js');
const measure = require('./lib/measure.js');
console.log(Object.keys(shapes), shapes.round(shapes.PI), new shapes.Circle());
console.log(files.lazily(), files.existsSync(__filename), measure.file('a'));
