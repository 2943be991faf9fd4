import * as count from './lib/count.js'
import packageModule from './package.json' with { type: 'json' }

export { wordCount, wordCount as default, wordCount as 'module.exports' }
wordCount.longest = text => text.split(' ').sort((a, b) => b.length - a.length)[0]
wordCount.VERSION = packageModule.version

function wordCount (text) {
  return count.words(text)
}

export const { longest, VERSION } = wordCount
