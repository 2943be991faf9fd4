module('total');
test('counts', function () {
  equal(total([1, 2]), 2);
});
