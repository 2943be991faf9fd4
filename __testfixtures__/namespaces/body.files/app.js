console.log(Body.create().id, Body.create().id);
