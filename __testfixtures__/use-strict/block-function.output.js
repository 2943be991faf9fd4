var get_;
if (process.argv.length > 2) {
  function get() {
    return 'arguments';
  }
  get_ = get;
} else {
  function get() {
    return 'none';
  }
  get_ = get;
}
console.log(get_());
