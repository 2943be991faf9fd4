console.log(new app.models.List().items.length);
