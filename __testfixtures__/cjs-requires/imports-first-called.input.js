'use strict';

const debug = require('dep')('app:main');
const path = require('path');
const log = require('dep')('log');
// Said above it.
const told = require('dep')('told');
const os = require('os');
const last = require('dep')('last');

exports.own = require('dep')('own');
const fs = require('fs');

console.log(debug, path, log, told, os, last, fs, require('dep').length);
