exports.name = 'up';
