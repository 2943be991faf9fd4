console.log(Counter.next(), Counter.next(), Counter.current());
console.log(Counter.step);
