#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
const __filename = fileURLToPath(import.meta.url)

// Says where it is.
console.log(__filename)
