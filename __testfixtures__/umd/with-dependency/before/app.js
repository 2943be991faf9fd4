console.log(new Lib(1).get());
