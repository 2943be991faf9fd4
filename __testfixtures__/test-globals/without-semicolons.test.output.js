/* Licence: MIT */
import { jest } from '@jest/globals'

;(function () {
  test('is quick', () => { jest.fn() })
})()
