export const octal = 8;

const mode = { octal };
export { mode as 'module.exports' };
