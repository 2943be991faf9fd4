#!/usr/bin/env node
'use strict';

function main(args) {
  console.log(args.length);
}

module.exports = main;

if (require.main === module) {
  main(process.argv.slice(2));
}
