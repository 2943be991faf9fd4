// Turns text into a slug.
module.exports = function slugify(text) {
  return text.toLowerCase();
};
