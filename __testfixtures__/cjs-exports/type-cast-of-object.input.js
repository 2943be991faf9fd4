module.exports = /** @type {import('./types').Config} */ ({
  debug: false,
  level: 2,
})
