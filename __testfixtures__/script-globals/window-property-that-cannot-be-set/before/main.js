init();
console.log(record('first'), history.first);
window.history = null;
console.log(typeof history);
