var _sum = _interopRequireDefault(require('./sum'));

function _interopRequireDefault(obj) {
  return obj && obj.__esModule ? obj : { default: obj };
}

console.log((0, _sum.default)(1, 2));
