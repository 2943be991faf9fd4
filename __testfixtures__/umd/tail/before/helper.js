function helper() {
  return 'help';
}

if (typeof module !== 'undefined' && module.exports) {
  module.exports = helper;
}
