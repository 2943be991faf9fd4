export const shout = (text) => text.toUpperCase();

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, key) => values[key] || all);
}

export default { shout, fill };
