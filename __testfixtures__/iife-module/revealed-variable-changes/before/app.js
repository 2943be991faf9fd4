console.log(Counter.next(), Counter.current);
