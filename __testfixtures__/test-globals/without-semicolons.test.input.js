/* Licence: MIT */
;(function () {
  test('is quick', () => { jest.fn() })
})()
