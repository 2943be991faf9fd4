const path = require('path')
import { fileURLToPath } from 'node:url'
const parentModule = require('parent-module')
const callsites = require('callsites')

exports.folder = () => path.dirname(toFilePath(require('get-caller-file')()))
exports.parent = () => toFilePath(parentModule())
exports.above = (file) => parentModule(file)
exports.first = () => toFilePath(callsites()[0]?.getFileName())
exports.base = () => toFilePath(callsites()[0]?.getFileName())?.split('/').pop()
exports.last = () => callsites()[0]?.getFileName().split('/').pop()

function toFilePath(name) {
  return name?.startsWith('file:') ? fileURLToPath(name) : name
}
