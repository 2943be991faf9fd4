exports.rate = '3';
