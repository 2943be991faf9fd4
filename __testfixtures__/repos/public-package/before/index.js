'use strict'

const count = require('./lib/count')

module.exports = wordCount
module.exports.longest = text => text.split(' ').sort((a, b) => b.length - a.length)[0]
module.exports.VERSION = require('./package').version

function wordCount (text) {
  return count.words(text)
}
