// What a program in CommonJS gets today, and after the migration.
const wordCount = require('./');
const count = require('./lib/count.js');
console.log(typeof wordCount, Object.keys(wordCount), wordCount.name, wordCount('a b  c'));
console.log(wordCount.longest('a bcd ef'), wordCount.VERSION);
console.log(Object.keys(count), count.lines('a\nb'));
