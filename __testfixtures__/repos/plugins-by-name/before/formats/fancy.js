module.exports = (text) => '*' + text + '*';
