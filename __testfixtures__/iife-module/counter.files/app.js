console.log(Counter.next(), Counter.next(), Counter.current());
