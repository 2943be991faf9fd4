'use strict';

// What the package offers.
const dep = require('dep');
const { visible } = require('dep');
const path = require('path'), { hidden } = require('dep');
const other = require('dep').visible;
// Commented lines stay where they are.
const { hidden: told } = require('dep'); // said here
const os = require('os'); // the last one

const first = 1;

const {
  visible: again,
} = require('dep');
const { EOL } = require('os');

const fs = require('fs');
const { visible: last } = require('dep');

console.log(dep, visible, path, hidden, other, told, os, first, again, EOL, fs, last);
