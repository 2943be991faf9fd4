console.log(useA(), util());
