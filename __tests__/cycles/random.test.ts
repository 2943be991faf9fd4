import { evaluate, migrated, tempProject } from './project.js';
import { random, randomGraph } from './random-graphs.js';

/** Runs every program of a folder in one process; one line each. */
const runner = (count: number): string => `
  import { createRequire } from 'node:module';
  import { existsSync } from 'node:fs';
  for (let i = 0; i < ${count}; i++) {
    globalThis.LOG = [];
    const folder = process.cwd() + '/g' + i;
    const file = existsSync(folder + '/main.cjs') ? '/main.cjs' : '/main.js';
    try { await import('file://' + folder + file); } catch (error) { LOG.push(error.name + ' ' + error.message); }
    console.log(LOG.join());
  }`;

test.each([1])('200 random cyclic graphs, seed %i: the same output, or a finding', async (seed) => {
  const count = 200;
  const int = random(seed);
  const files: Record<string, string> = {};
  for (let i = 0; i < count; i++) Object.assign(files, randomGraph(`g${i}`, int));
  const root = tempProject(files);
  const before = evaluate(root, runner(count)).split('\n');
  const after = await migrated(root);
  const ran = evaluate(after.dir, runner(count)).split('\n');

  const silent: string[] = [];
  let converted = 0;
  for (let i = 0; i < count; i++) {
    const findings = after.findings.filter((f) => f.file.startsWith(`g${i}/`) && f.severity !== 'info');
    if (!after.changes.some((c) => c.path.startsWith(`g${i}/m`) && c.newPath.endsWith('.cjs'))) converted++;
    if (ran[i] !== before[i] && findings.length === 0) silent.push(`g${i}\n${before[i]}\n${ran[i]}`);
    if (/ERR_|ReferenceError/.test(ran[i]!) && !/ReferenceError/.test(before[i]!)) silent.push(`g${i} ${ran[i]}`);
  }
  expect(silent).toEqual([]);
  expect(converted).toBeGreaterThan(count / 3);
});
