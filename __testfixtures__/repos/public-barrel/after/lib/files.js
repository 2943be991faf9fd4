import { readFileSync, existsSync, statSync as stat } from 'fs';
import { join, basename, dirname } from 'path';
// the others
import { writeFileSync } from 'fs';
import util from 'util';
import { rate } from './rates.js';
const log = util.debuglog('files');

function lazily() {
  return dirname(join(basename('a'), rate));
}
export { readFileSync, writeFileSync, existsSync, stat, lazily, log };

const files = {
  readFileSync,
  writeFileSync,
  existsSync,
  stat,
  lazily,
  log
};
export { files as 'module.exports' };
