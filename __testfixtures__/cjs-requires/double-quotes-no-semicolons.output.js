import fs from "fs"
import { a } from "./a.js"

module.exports = () => fs.existsSync(a)
