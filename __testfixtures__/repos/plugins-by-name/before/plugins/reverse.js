exports.name = 'reverse';
exports.run = (text) => text.split('').reverse().join('');
