(function () {
	var view = new app.View(new app.Store('todos'));
	console.log(view.show());
}());
