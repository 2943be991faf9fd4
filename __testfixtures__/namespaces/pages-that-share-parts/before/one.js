console.log(App.b());
