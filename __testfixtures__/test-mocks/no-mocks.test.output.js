const { later } = require('./later');

test('is one later', () => {
  expect(later(1)).toBe(2);
});
