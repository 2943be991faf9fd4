jest.setTimeout(1000);

test('is quick', () => {});
