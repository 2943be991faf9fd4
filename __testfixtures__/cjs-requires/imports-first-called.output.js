'use strict';

import dep from 'dep';
import path from 'path';
const debug = dep('app:main');
const log = dep('log');
// Said above it.
const told = dep('told');
import os from 'os';
const last = dep('last');

exports.own = dep('own');
import fs from 'fs';

console.log(debug, path, log, told, os, last, fs, dep.length);
