// Core.
import fs from 'fs'; // files
/* paths */ import path from 'path';

// Ours.
/** @type {import('./config')} */
import * as config from './config.js'; /* trailing */

console.log(fs, path, config.debug);
