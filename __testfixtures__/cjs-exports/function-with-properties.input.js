module.exports = createStore;
module.exports.memory = memory;
module.exports.defaults = { size: 10 };

function createStore(options) {
  return Object.assign({}, module.exports.defaults, options);
}

function memory() {
  return createStore({ memory: true });
}
