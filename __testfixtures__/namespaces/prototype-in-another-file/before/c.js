console.log(new NS.A().hi());
