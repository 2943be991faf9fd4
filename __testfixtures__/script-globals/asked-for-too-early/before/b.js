var late = 1;
console.log(check());
