module.exports = { spec: 'test' };
