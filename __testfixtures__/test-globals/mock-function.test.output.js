'use strict';

const sum = require('./sum');
import { jest } from '@jest/globals';

test('calls back', () => {
  const seen = jest.fn();
  sum(1, 2, seen);
  expect(seen).toHaveBeenCalledWith(3);
});
