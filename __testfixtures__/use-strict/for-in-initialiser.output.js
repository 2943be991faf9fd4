var key = 'none';
for (var key in {}) {
  console.log(key);
}
console.log(key);
