'use strict';

var slugify = require('../util/slugify');

exports.byText = byText;
exports.byCategory = byCategory;

/** Products whose name holds every word of the query, accents aside. */
function byText(products, query) {
  var words = slugify(query).split('-');

  return products.filter(function (product) {
    return words.every(function (word) {
      return product.slug.indexOf(word) !== -1;
    });
  });
}

function byCategory(products, category) {
  return products.filter(function (product) {
    return product.category === category;
  });
}
