#!/usr/bin/env node
/* Licence: MIT */
'use strict'
const os = require('os')
console.log(os.EOL)
