// licence

console.log('start');

main: {
// nothing to do
if (process.argv.length > 2) {
  console.log('skipped');
  break main;
}

for (const name of [used(), 'b']) {
  if (name === 'b') break main;
  console.log(name);
}

function used() {
  return helper();
}

console.log('end'); // of it
}

function helper() {
  return 'a';
}
