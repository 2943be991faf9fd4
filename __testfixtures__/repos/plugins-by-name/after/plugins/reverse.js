export const name = 'reverse';
export const run = (text) => text.split('').reverse().join('');

const reverse = { name, run };
export { reverse as 'module.exports' };
