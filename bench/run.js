// npm run bench: the whole dry run over a tree of 2,000 modules, against parsing the same modules once, each in a fresh
// process of its own. Exits with 1 when it takes more than 3 times the CPU, or 400 MB.
//   node bench/run.js [number of modules] [--keep]
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTree } from './tree.js';

const MAX_RATIO = 3;
const MAX_MEGABYTES = 400;
const rounds = 3;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const count = Number(process.argv[2]) || 2000;
const work = mkdtempSync(join(tmpdir(), 'esmigrate-bench-'));
const tree = join(work, 'tree');

/** Runs a program in a fresh process. @returns CPU time in ms and peak memory in MB */
function measure(cwd, argv) {
  const report = join(work, 'usage.json');
  const out = openSync(join(work, 'out.txt'), 'w');
  const usage = openSync(report, 'w');
  const { status, stderr } = spawnSync(process.execPath, ['--import', here('usage.js'), ...argv], {
    cwd,
    stdio: ['ignore', out, 'pipe', usage],
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: '' },
  });
  closeSync(out);
  closeSync(usage);
  if (status !== 0) throw new Error(`node ${argv.join(' ')} ended with ${status}:\n${stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const paths = writeTree(tree, count);
  const bytes = paths.reduce((sum, path) => sum + statSync(join(tree, path)).size, 0);
  console.log(`${paths.length} modules, ${(bytes / 1e6).toFixed(1)} MB, Node ${process.versions.node}`);
  const floor = [];
  const run = [];
  // In turn, so that whatever else the machine does meets both.
  for (let round = 0; round < rounds; round++) {
    floor.push(measure(here('.'), [here('parse-once.js'), tree]));
    run.push(measure(tree, [here('../bin/esmigrate.js'), '--quiet']));
  }
  const changed = readFileSync(join(work, 'out.txt'), 'utf8').match(/^diff --git/gm)?.length ?? 0;
  const floorCpu = median(floor.map((usage) => usage.cpu));
  const runCpu = median(run.map((usage) => usage.cpu));
  const ratio = runCpu / floorCpu;
  const peak = Math.max(...run.map((usage) => usage.rss));
  console.log(`parse once   ${floorCpu.toFixed(0)} ms CPU`);
  console.log(`dry run      ${runCpu.toFixed(0)} ms CPU, ${changed} files in the patch`);
  console.log(`ratio        ${ratio.toFixed(2)} (at most ${MAX_RATIO})`);
  console.log(`peak memory  ${peak.toFixed(0)} MB (at most ${MAX_MEGABYTES})`);
  if (ratio > MAX_RATIO || peak > MAX_MEGABYTES) process.exitCode = 1;
} finally {
  if (process.argv.includes('--keep')) console.log(work);
  else rmSync(work, { recursive: true });
}
