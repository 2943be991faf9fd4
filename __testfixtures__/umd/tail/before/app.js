console.log(helper());
