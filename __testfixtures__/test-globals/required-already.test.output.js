const { jest } = require('@jest/globals');

test('calls', () => {
  expect(jest.fn()).not.toHaveBeenCalled();
});
