'use strict'

const config = require('./config')

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent']

/**
 * @param {string} scope  shown in front of every line
 * @param {{ write: (line: string) => void, level?: string }} [options]
 */
function createLogger (scope, options) {
  const write = options && options.write ? options.write : line => process.stderr.write(line + '\n')
  const threshold = LEVELS.indexOf((options && options.level) || config.logLevel)

  const logger = {}
  for (const level of LEVELS.slice(0, -1)) {
    logger[level] = message => {
      if (LEVELS.indexOf(level) >= threshold) write(`[${scope}] ${level}: ${message}`)
    }
  }
  return logger
}

module.exports = createLogger
module.exports.LEVELS = LEVELS
