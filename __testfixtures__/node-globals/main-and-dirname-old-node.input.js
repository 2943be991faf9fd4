#!/usr/bin/env node
const path = require('path')

exports.root = path.join(__dirname, '..')

if (require.main === module) console.log(exports.root)
