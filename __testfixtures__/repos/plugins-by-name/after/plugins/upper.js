export const name = 'upper';
export function run(text) {
  return text.toUpperCase();
}

const upper = { name, run };
export { upper as 'module.exports' };
