import sum from './sum.js';

var _sum = _interopRequireDefault(sum);

function _interopRequireDefault(obj) {
  return obj && obj.__esModule ? obj : { default: obj };
}

console.log((0, _sum.default)(1, 2));
