console.log(lib.add(1, 2));
