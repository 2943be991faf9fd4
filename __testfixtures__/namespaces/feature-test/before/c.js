console.log(App.run(), App.late());
