#!/usr/bin/env node
/* Licence: MIT */
'use strict'
import os from 'os'
console.log(os.EOL)
