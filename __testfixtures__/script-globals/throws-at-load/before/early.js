console.log('early');
draw();
console.log('not reached');
