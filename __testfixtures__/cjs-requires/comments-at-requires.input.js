// Core.
const fs = require('fs'); // files
/* paths */ const path = require('path');

// Ours.
/** @type {import('./config')} */
const config = require('./config'); /* trailing */

console.log(fs, path, config.debug);
