(function () {
  function unwrap(doc) {
    return doc.trim();
  }

  exports.unwrap = unwrap;
  exports.wrap = (doc) => unwrap(doc) + '\n';
})();
