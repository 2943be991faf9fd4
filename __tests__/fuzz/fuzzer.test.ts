import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const fuzz = (...args: string[]) =>
  execFileSync(process.execPath, ['fuzz/run.js', ...args], { cwd: root, encoding: 'utf8' });

describe('generator', () => {
  test.each(['vanilla', 'solo', 'mixed', 'order', 'identity'])('%s programs depend on the seed alone', (mode) => {
    const show = (seed: string) => fuzz('--mode', mode, '--seed', seed, '--count', '8', '--show');
    expect(show('3')).toBe(show('3'));
    expect(show('3')).not.toBe(show('4'));
  });

  test('each tag is listed once', () => {
    const tags = fuzz('--list').trim().split('\n');
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags.length).toBeGreaterThan(400);
  });
});

describe('runner', () => {
  test.each(['vanilla', 'mixed', 'order', 'identity'])('a tool that changes nothing passes: %s', (mode) => {
    expect(fuzz('--tool', 'unchanged', '--mode', mode, '--seed', '3', '--count', '6')).toMatch(/^6 programs: 6 same\n/);
  });

  test('the mechanical translation passes plain programs', () => {
    expect(fuzz('--tool', 'holder', '--seed', '3', '--count', '6')).toMatch(/^6 programs: 6 same\n/);
  });

  test('a tool that breaks programs is found out, and the failure shrunk', () => {
    const scratch = mkdtempSync(path.join(os.tmpdir(), 'esmigrate-fuzz-test-'));
    try {
      const json = path.join(scratch, 'report.json');
      const args = ['--seed', '3', '--count', '3', '--shrink', '1', '--keep', scratch, '--json', json];
      const tool = `${process.execPath} ${path.join(import.meta.dirname, 'drop-exports.js')} {dir} {out}`;
      const run = spawnSync(process.execPath, ['fuzz/run.js', '--cmd', tool, ...args], { cwd: root, encoding: 'utf8' });
      expect(run.status).toBe(1);
      const report = JSON.parse(readFileSync(json, 'utf8')) as {
        verdicts: Record<string, number>;
        failures: { id: string }[];
      };
      expect(report.verdicts.unreported).toBeGreaterThan(0);
      const before = path.join(scratch, report.failures[0]?.id ?? '', 'before');
      expect(readFileSync(path.join(before, 'main.js'), 'utf8').split('\n').length).toBeLessThan(8);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});
