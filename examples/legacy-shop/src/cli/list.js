'use strict'

const catalogue = require('../catalogue/')
const money = require('../util/format')

function asText (rows) {
  const width = Math.max(...rows.map(row => row[0].length))
  return rows.map(row => row[0].padEnd(width) + '  ' + row[1]).join('\n')
}

module.exports = (args, options) => {
  const products = options.category ? catalogue.inCategory(options.category) : catalogue.all()
  const rows = products.map(product => [product.sku, money.compact(product.price, 'EUR')])

  let Table
  try {
    Table = require('cli-table3')
  } catch {
    return asText(rows) // good enough
  }
  const table = new Table()
  table.push(...rows)
  return table.toString()
}
