const up = (text) => text.toUpperCase();
const down = (text) => text.toLowerCase();

module.exports = { up, down };
