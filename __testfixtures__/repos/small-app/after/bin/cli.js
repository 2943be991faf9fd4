#!/usr/bin/env node

import { parse } from '../lib/args.js';
import { greet } from '../lib/index.js';
import pkg from '../package.json' with { type: 'json' };
import { createRequire } from 'node:module';

function main(argv) {
  var options = parse(argv);
  console.log(greet(options.names[0], options));
  console.log('version ' + pkg.version);
}

if (isMain()) main(process.argv.slice(2));

export { main };

function isMain() {
  try {
    return createRequire(import.meta.url).resolve(process.argv[1]) === import.meta.filename;
  } catch {
    return false;
  }
}
