const assert = require('assert');
const clock = require('./clock');

const original = clock.now;
clock.now = () => 'fake';
assert.strictEqual(clock.tomorrow(), 'fake + 1');
clock.now = original;
console.log(clock.tomorrow(), Object.keys(clock));
