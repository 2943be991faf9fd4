console.log(App.a(), App.b());
