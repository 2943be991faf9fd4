'use strict'

const plugins = require('../plugins')
const { createHash } = require('crypto')

const fingerprint = number => createHash('sha256').update(number).digest('hex').slice(0, 12)

/** Luhn's check digit */
function isValid (number) {
  const digits = Array.from(number, Number).reverse()
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits.length > 11 && sum % 10 === 0
}

async function payByCard (gateway, amount, { number = '' }) {
  if (!isValid(number)) throw new Error('Card number is not valid')
  return gateway.capture(amount, 'card:' + fingerprint(number))
}

plugins.register('payment', 'card', payByCard)

module.exports = payByCard
module.exports.isValid = isValid
