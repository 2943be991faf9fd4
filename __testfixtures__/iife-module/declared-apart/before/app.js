console.log(Store.add('x'));
