/*!
 * tiny-case
 * MIT Licensed
 */

'use strict'

export { tinyCase, tinyCase as default, tinyCase as 'module.exports' }

function tinyCase (text) {
  return text
}
