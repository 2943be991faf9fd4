const fs = require("fs")
const { a } = require("./a")

module.exports = () => fs.existsSync(a)
