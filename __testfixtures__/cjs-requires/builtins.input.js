'use strict';

const fs = require('fs');
const { join, resolve: resolvePath } = require('path');
const EventEmitter = require('events');
const { promisify } = require('node:util');
const once = require('events').once;

console.log(fs, join, resolvePath, EventEmitter, promisify, once);
