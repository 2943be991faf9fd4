#!/usr/bin/env node
const path = require('path')
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'
const __dirname = dirname(fileURLToPath(import.meta.url))

exports.root = path.join(__dirname, '..')

if (isMain()) console.log(exports.root)

function isMain() {
  try {
    return createRequire(import.meta.url).resolve(process.argv[1]) === fileURLToPath(import.meta.url)
  } catch {
    return false
  }
}
