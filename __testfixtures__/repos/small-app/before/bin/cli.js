#!/usr/bin/env node
'use strict';

var parse = require('../lib/args').parse
  , greet = require('../')
  , pkg = require('../package.json');

function main(argv) {
  var options = parse(argv);
  console.log(greet(options.names[0], options));
  console.log('version ' + pkg.version);
}

if (require.main === module) main(process.argv.slice(2));

module.exports = main;
