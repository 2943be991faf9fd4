module.exports = class Square {};
