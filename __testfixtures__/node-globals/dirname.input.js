'use strict';

const path = require('path');

const templates = path.join(__dirname, 'templates');
const own = { file: __filename, dir: __dirname };

console.log(templates, own);
