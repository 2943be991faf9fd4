export { createStore };
createStore.memory = memory;
createStore.defaults = { size: 10 };

function createStore(options) {
  return Object.assign({}, createStore.defaults, options);
}

function memory() {
  return createStore({ memory: true });
}
