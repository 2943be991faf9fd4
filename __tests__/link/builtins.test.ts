import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { builtinName, builtinNames } from '../../src/link/builtins.js';

describe('builtinName', () => {
  test.each([
    ['fs', 'fs'],
    ['node:fs/promises', 'fs/promises'],
    ['node:test', 'test'],
    ['test', null],
    ['fs/', null],
    ['node:nonsense', null],
    ['express', null],
  ])('%s -> %s', (specifier, name) => {
    expect(builtinName(specifier)).toBe(name);
  });
});

describe('builtinNames', () => {
  test('leaves out what is no named export', () => {
    expect(builtinNames('zlib').has('gzip')).toBe(true);
    expect(builtinNames('zlib').has('Z_BEST_SPEED')).toBe(false);
    expect(builtinNames('crypto').has('createHash')).toBe(true);
    expect(builtinNames('node:crypto').has('createCipher')).toBe(false);
    expect(builtinNames('fs').has('default')).toBe(false);
    expect(builtinNames('nonsense')).toEqual(new Set());
  });

  test('is what the running Node exports, for every builtin', () => {
    // These two have keys that depend on the process, see the next test.
    const names = builtinModules.filter(
      (name) => !name.startsWith('node:') && !['constants', 'process'].includes(name),
    );
    const program = `
      const result = {};
      for (const name of ${JSON.stringify(names)}) result[name] = Object.keys(await import('node:' + name));
      process.stdout.write(JSON.stringify(result));`;
    const run = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program]);
    const expected = JSON.parse(run.stdout.toString()) as Record<string, string[]>;
    for (const name of names) {
      const wanted = expected[name]!.filter((key) => key !== 'default').sort();
      expect([name, ...[...builtinNames(name)].sort()]).toEqual([name, ...wanted]);
    }
  });

  test('leaves out what depends on how a process was started', () => {
    const names = builtinNames('process');
    expect(['argv', 'cwd', 'exit', 'nextTick'].filter((name) => !names.has(name))).toEqual([]);
    expect(['send', 'emit', '_eval', 'noDeprecation'].filter((name) => names.has(name))).toEqual([]);
  });
});
