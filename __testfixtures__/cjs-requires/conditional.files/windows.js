console.log('windows');
exports.start = () => {};
