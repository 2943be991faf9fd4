const up = (text) => text.toUpperCase();
const down = (text) => text.toLowerCase();

export { up, down };

export default { up, down };
