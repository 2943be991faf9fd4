console.log(first(), second());
