// Turns text into a slug.
export function slugify(text) {
  return text.toLowerCase();
}
