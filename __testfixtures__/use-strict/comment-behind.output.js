// always

console.log(1);
