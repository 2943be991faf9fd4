module.exports = (text) => Number(text);
