import { jest } from '@jest/globals';

jest.setTimeout(1000);

test('is quick', () => {});
