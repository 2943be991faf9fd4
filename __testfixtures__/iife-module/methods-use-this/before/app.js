console.log(Counter.next(), Counter.next());
