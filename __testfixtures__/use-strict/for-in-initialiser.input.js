for (var key = 'none' in {}) {
  console.log(key);
}
console.log(key);
