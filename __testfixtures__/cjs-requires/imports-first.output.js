'use strict';

// What the package offers.
import dep from 'dep';
import path from 'path';
// Commented lines stay where they are.
const { hidden: told } = dep; // said here
import os from 'os'; // the last one
import { EOL } from 'os';
import fs from 'fs';
const { visible } = dep;
const { hidden } = dep;
const other = dep.visible;

const first = 1;

const {
  visible: again,
} = dep;

const { visible: last } = dep;

console.log(dep, visible, path, hidden, other, told, os, first, again, EOL, fs, last);
