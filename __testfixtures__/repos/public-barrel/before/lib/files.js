const { readFileSync } = require('fs');
const join = require('path').join;
// the others
const { writeFileSync } = require('fs');
const { existsSync, statSync: stat } = require('fs');
const basename = require('path').basename;
const log = require('util').debuglog('files');
const { rate } = require('./rates');

function lazily() {
  const { dirname } = require('path');
  return dirname(join(basename('a'), rate));
}
module.exports = { readFileSync, writeFileSync, existsSync, stat, lazily, log };
