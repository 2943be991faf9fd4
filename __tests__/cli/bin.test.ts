import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { readTree, tempTree } from './command-harness.js';

/** The built command, as users run it; `npm run build` makes it. */
function esmigrate(cwd: string, ...argv: string[]) {
  const bin = resolve('bin/esmigrate.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('version, and one line for an unknown option', () => {
  const cwd = tempTree({});
  expect(esmigrate(cwd, '--version')).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  expect(esmigrate(cwd, '--xyzzy')).toEqual({
    status: 2,
    stdout: '',
    stderr: "esmigrate: unknown option '--xyzzy'. See esmigrate --help.\n",
  });
});

test('a dry run writes nothing', () => {
  const cwd = tempTree({ 'package.json': '{}\n', 'a.js': 'exports.a = 1;\n' });
  const before = readTree(cwd);
  expect(esmigrate(cwd).status).toBe(0);
  expect(readTree(cwd)).toEqual(before);
});
