CATALOGUE.filters = (function () {
  var text = '', inStockOnly = false;

  function setText(value) {
    text = value;
  }

  function setInStockOnly(value) {
    inStockOnly = value;
  }

  function apply() {
    return CATALOGUE.all().filter(function (product) {
      return product.matches(text) && (!inStockOnly || product.inStock());
    });
  }

  return { setText: setText, setInStockOnly: setInStockOnly, apply: apply };
}());
