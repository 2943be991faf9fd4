let unwrapValue;
export { unwrapValue as unwrap };
export let wrap;
(function () {
  function unwrap(doc) {
    return doc.trim();
  }

  unwrapValue = unwrap;
  wrap = (doc) => unwrap(doc) + '\n';
})();
