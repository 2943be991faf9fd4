console.log(greet('you'));
