'use strict';


const fs = require('fs');

const path = require('path');


console.log(fs, path);
