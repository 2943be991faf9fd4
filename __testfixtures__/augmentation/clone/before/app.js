console.log(base.hello(), copy.hello());
