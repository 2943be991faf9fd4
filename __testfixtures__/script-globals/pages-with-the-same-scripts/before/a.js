var count = 0;
console.log('a');
