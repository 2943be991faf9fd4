#!/usr/bin/env node
'use strict';

import { createRequire } from 'node:module';

function main(args) {
  console.log(args.length);
}

module.exports = main;

if (isMain()) {
  main(process.argv.slice(2));
}

function isMain() {
  try {
    return createRequire(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
  } catch {
    return false;
  }
}
