const fs = require('fs')
const { dirname } = require('path')

/**
 * Orders in one JSON file.
 *
 * @param {string} file
 */
module.exports = function createStore (file) {
  const read = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {})

  return {
    save (order) {
      const all = read()
      all[order.id] = order
      fs.mkdirSync(dirname(file), { recursive: true })
      fs.writeFileSync(file, JSON.stringify(all, null, 2))
    },
    load: id => read()[id]
  }
}

/** The same thing for tests and for shops without a disk. */
module.exports.memory = () => {
  const all = new Map()
  return { save: order => void all.set(order.id, order), load: id => all.get(id) }
}
