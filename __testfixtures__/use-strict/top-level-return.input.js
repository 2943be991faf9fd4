'use strict';
// licence

console.log('start');

// nothing to do
if (process.argv.length > 2)
  return console.log('skipped');

for (const name of [used(), 'b']) {
  if (name === 'b') return;
  console.log(name);
}

function used() {
  return helper();
}

console.log('end'); // of it

function helper() {
  return 'a';
}
