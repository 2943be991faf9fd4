/** Keeps things. */
function Store(name) {
	this.name = name;
}

Store.prototype.find = function () {
	return this.name;
};

// Export to window
export { Store };
