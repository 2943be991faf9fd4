const script = require('script');

export const lab = script();
const { describe, it } = lab;
export const list = ['a'];
const [first] = list;

describe('x', () => it(first));
