/*!
 * tiny-case
 * MIT Licensed
 */

'use strict'

module.exports = tinyCase

function tinyCase (text) {
  return text
}
