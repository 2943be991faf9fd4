'use strict';

const fs = require('fs');
const path = require('path');

// Every other file of this folder is a route, known by its file name.
fs.readdirSync(__dirname)
  .filter((file) => path.extname(file) === '.js' && file !== path.basename(__filename))
  .sort()
  .forEach((file) => {
    exports[path.basename(file, '.js')] = require(path.join(__dirname, file));
  });
