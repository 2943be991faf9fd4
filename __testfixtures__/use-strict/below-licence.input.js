/*!
 * thing
 * MIT Licensed
 */

'use strict'

exports.a = 1
