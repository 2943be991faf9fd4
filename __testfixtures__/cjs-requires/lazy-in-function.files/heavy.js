console.log('loading heavy');
exports.render = (data) => data;
