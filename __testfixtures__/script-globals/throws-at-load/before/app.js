draw();
console.log(limit);
