// Strict, because it is 2014.

console.log(1);
