console.log(App.run(), Object.keys(App).length, Late.n);
