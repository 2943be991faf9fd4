for (var k in App) console.log(k, App[k]);
