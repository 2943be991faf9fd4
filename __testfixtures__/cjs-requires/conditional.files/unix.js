console.log('unix');
exports.start = () => {};
