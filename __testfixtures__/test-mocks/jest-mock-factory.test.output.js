jest.unstable_mockModule('./clock.js', () => ({ now: () => 5 }));
const { later } = require('./later');

test('is one later', () => {
  expect(later()).toBe(6);
});
