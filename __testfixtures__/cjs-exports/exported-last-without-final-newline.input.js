function tick() {}

module.exports = tick