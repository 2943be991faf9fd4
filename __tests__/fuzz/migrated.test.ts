import { spawnSync } from 'node:child_process';

/** A small fixed part of what `npm run fuzz` does at length, with the built tool. */
const fuzz = (...args: string[]) =>
  spawnSync(process.execPath, ['fuzz/run.js', '--shrink', '0', ...args], { encoding: 'utf8' });

test.each([
  ['vanilla', '40'],
  ['identity', '15'],
  ['order', '40'],
])('%s programs print the same after migration', (mode, count) => {
  const { stdout, status } = fuzz('--mode', mode, '--seed', '7', '--count', count);
  expect({ first: stdout.split('\n')[0], status }).toEqual({ first: `${count} programs: ${count} same`, status: 0 });
});
