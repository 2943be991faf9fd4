var x = 1; <!-- set
--> gone
console.log(x);
