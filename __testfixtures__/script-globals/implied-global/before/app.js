init();
hit();
console.log(score);
