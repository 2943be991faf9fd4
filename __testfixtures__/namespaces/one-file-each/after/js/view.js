function View(store) {
	this.store = store;
}

View.prototype.show = function () {
	return 'view of ' + this.store.find();
};

export { View };
