module.exports = { cm: 'cm', inch: '"' };
