#!/usr/bin/env node
// Says where it is.
console.log(__filename)
