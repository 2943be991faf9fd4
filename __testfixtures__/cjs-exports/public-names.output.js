export function parse(text) {
  return JSON.parse(text);
}

export function stringify(value) {
  return JSON.stringify(value);
}

const publicNames = { parse, stringify };
export { publicNames as default, publicNames as 'module.exports' };
