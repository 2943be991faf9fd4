function show(__dirname) {
  return __dirname;
}

console.log(show('a'));
