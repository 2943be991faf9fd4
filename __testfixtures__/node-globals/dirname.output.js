'use strict';

const path = require('path');

const templates = path.join(import.meta.dirname, 'templates');
const own = { file: import.meta.filename, dir: import.meta.dirname };

console.log(templates, own);
