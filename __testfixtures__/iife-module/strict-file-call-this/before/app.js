console.log(lib.up('x'));
