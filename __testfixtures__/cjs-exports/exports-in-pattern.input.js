const script = require('script');

const { describe, it } = exports.lab = script();
const [first] = exports.list = ['a'];

describe('x', () => it(first));
