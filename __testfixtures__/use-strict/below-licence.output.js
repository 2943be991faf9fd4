/*!
 * thing
 * MIT Licensed
 */

exports.a = 1
