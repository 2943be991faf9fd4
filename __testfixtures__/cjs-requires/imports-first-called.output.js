'use strict';

import dep from 'dep';
import path from 'path';
import os from 'os';
import fs from 'fs';
const debug = dep('app:main');
const log = dep('log');
// Said above it.
const told = dep('told');
const last = dep('last');

exports.own = dep('own');

console.log(debug, path, log, told, os, last, fs, dep.length);
