count = 1;
for (i = 0; i < 2; i++) count += i;
({ a, b: c = 2 } = { a: 1 });
run = function () {};
arrow = () => arrow;
console.log(count, i, a, c, run.name, arrow.name);
