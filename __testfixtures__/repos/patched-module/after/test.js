import assert from 'assert';
import clock from './clock.js';

const original = clock.now;
clock.now = () => 'fake';
assert.strictEqual(clock.tomorrow(), 'fake + 1');
clock.now = original;
console.log(clock.tomorrow(), Object.keys(clock));
