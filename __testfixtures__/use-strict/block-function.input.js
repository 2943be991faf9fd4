if (process.argv.length > 2) {
  function get() {
    return 'arguments';
  }
} else {
  function get() {
    return 'none';
  }
}
console.log(get());
