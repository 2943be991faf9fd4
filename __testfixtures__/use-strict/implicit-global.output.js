globalThis.count = 1;
for (globalThis.i = 0; i < 2; i++) count += i;
({ a: globalThis.a, b: globalThis.c = 2 } = { a: 1 });
globalThis.run = function run() {};
globalThis.arrow = { arrow: () => arrow }.arrow;
console.log(count, i, a, c, run.name, arrow.name);
