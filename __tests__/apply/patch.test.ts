import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileChange } from '../../src/file-change.js';
import { createPatch } from '../../src/apply/patch.js';

let repo: string;

beforeEach(() => {
  repo = mkdtempSync(join(tmpdir(), 'patch-'));
  execFileSync('git', ['init', '-q'], { cwd: repo });
});
afterEach(() => rmSync(repo, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text);
}

/** Lays the old texts on disk, applies the patch with the real git, and compares every byte. */
async function expectGitApplies(changes: FileChange[], folder = ''): Promise<string> {
  for (const { path, before } of changes) if (before !== null) write(folder + path, before);
  const patch = (await createPatch(changes, folder)).map((file) => file.diff).join('');
  execFileSync('git', ['apply', '-'], { cwd: join(repo, folder), input: patch, stdio: ['pipe', 'pipe', 'inherit'] });
  for (const { path, newPath, after } of changes) {
    if (after === null || path !== newPath) expect(existsSync(join(repo, folder, path))).toBe(false);
    if (after !== null) expect(readFileSync(join(repo, folder, newPath), 'utf8')).toBe(after);
  }
  return patch;
}

function edit(path: string, before: string | null, after: string | null, newPath = path): FileChange {
  return { path, newPath, before, after };
}

test('an edit is stated with three lines of context', async () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
  expect(await expectGitApplies([edit('lib/a.js', before, before.replace('5', 'five'))])).toBe(
    [
      'diff --git a/lib/a.js b/lib/a.js',
      '--- a/lib/a.js',
      '+++ b/lib/a.js',
      '@@ -2,7 +2,7 @@',
      ' 2',
      ' 3',
      ' 4',
      '-5',
      '+five',
      ' 6',
      ' 7',
      ' 8',
      '',
    ].join('\n'),
  );
});

test('two far edits make two hunks, two near ones make one', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}\n`);
  const changed = (at: number[]) => lines.map((line, i) => (at.includes(i) ? `new ${i}\n` : line)).join('');
  const far = await expectGitApplies([edit('far.js', lines.join(''), changed([3, 11]))]);
  const near = await expectGitApplies([edit('near.js', lines.join(''), changed([3, 10]))]);
  expect(far.match(/^@@.*$/gm)).toEqual(['@@ -1,7 +1,7 @@', '@@ -9,7 +9,7 @@']);
  expect(near.match(/^@@.*$/gm)).toEqual(['@@ -1,14 +1,14 @@']);
});

test('a rename, with and without an edit', async () => {
  const patch = await expectGitApplies([
    edit('.mocharc.js', 'module.exports = {};\n', 'module.exports = {};\n', '.mocharc.cjs'),
    edit('lib/b.js', 'aaaa\nbbbb\n', 'aaaa\ncccc\n', 'lib/b.cjs'),
  ]);
  expect(patch).toContain('similarity index 100%\nrename from .mocharc.js\nrename to .mocharc.cjs\n');
  expect(patch).toContain('similarity index 50%\nrename from lib/b.js\nrename to lib/b.cjs\n--- a/lib/b.js\n');
});

test('new, deleted and empty files', async () => {
  await expectGitApplies([
    edit('new/deep/n.js', null, 'export {};\n'),
    edit('empty.js', null, ''),
    edit('gone.js', 'x\n', null),
    edit('was-empty.js', '', null),
    edit('filled.js', '', 'x\n'),
    edit('emptied.js', 'x\n', ''),
  ]);
});

test('a missing final newline on either side, and far from the edit', async () => {
  await expectGitApplies([
    edit('both.js', 'a\nb', 'a\nc'),
    edit('gained.js', 'a\nb', 'a\nb\n'),
    edit('lost.js', 'a\nb\n', 'a\nb'),
    edit('context.js', 'a\nb\nc', 'x\nb\nc'),
    edit('new.js', null, 'a'),
  ]);
});

test('CRLF, mixed line ends, BOM, form feeds, lone carriage returns and U+2028 stay', async () => {
  await expectGitApplies([
    edit('crlf.js', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'),
    edit('mixed.js', 'a\r\nb\nc\rd\n', 'a\r\nB\nc\rd\n'),
    edit('ends.js', 'a\r\nb\r\n', 'a\nb\r\n'),
    edit('bom.js', '\uFEFFa\nb\n', '\uFEFFA\nb\n'),
    edit('odd.js', "\f\nconst s = '\u2028';\nb\n", "\f\nconst s = '\u2028';\nB\n"),
  ]);
});

test('names with spaces, quotes, backslashes, tabs and characters outside ASCII', async () => {
  const patch = await expectGitApplies([
    edit('with space/a b.js', 'a\n', 'b\n'),
    edit('naïve/日本.js', 'a\n', 'b\n'),
    edit('say "hi".js', 'a\n', 'b\n', 'say "ho".js'),
    edit('tab\there.js', 'a\n', 'b\n'),
    edit('back\\slash.js', 'a\n', null),
    edit('spaced rename.js', 'a\nb\n', 'a\nc\n', 'spaced rename.cjs'),
  ]);
  expect(patch).toContain('diff --git "a/na\\303\\257ve/\\346\\227\\245\\346\\234\\254.js" "b/na');
  expect(patch).toContain('--- a/with space/a b.js\t\n');
});

test('a project below the top of its repository', async () => {
  await expectGitApplies([edit('a.js', 'a\n', 'b\n'), edit('c.js', 'a\n', 'a\n', 'c.cjs')], 'packages/one/');
});

test('the executable bit survives', async () => {
  write('bin/run.js', '#!/usr/bin/env node\na\n');
  chmodSync(join(repo, 'bin/run.js'), 0o755);
  await expectGitApplies([edit('bin/run.js', '#!/usr/bin/env node\na\n', '#!/usr/bin/env node\nb\n')]);
  expect(statSync(join(repo, 'bin/run.js')).mode & 0o111).toBe(0o111);
});

test('a change that changes nothing says nothing', async () => {
  expect(await createPatch([edit('a.js', 'a\n', 'a\n')])).toEqual([
    { path: 'a.js', newPath: 'a.js', diff: '', added: 0, removed: 0 },
  ]);
});

test('many pseudo-random edits of repetitive text apply', async () => {
  let seed = 1;
  const next = (limit: number) => (seed = (seed * 48271) % 2147483647) % limit;
  const changes: FileChange[] = [];
  for (let file = 0; file < 40; file++) {
    const lines = Array.from({ length: next(60) }, () => `${next(6)}\n`);
    const after = lines.flatMap(
      (line) => [[line], [], [line, `${next(6)}\n`], [`${next(9)}\n`], [line]][next(5)] ?? [],
    );
    changes.push(edit(`f${file}.js`, lines.join(''), after.join('') + (next(2) ? 'end' : '')));
  }
  await expectGitApplies(changes);
});

test('a big file costs what its edits cost', async () => {
  const lines = Array.from({ length: 60000 }, (_, i) => (i % 3 ? `  call(${i});\n` : '}\n'));
  const after = lines.map((line, i) => (i % 500 === 1 ? `// ${i}\n${line}` : line));
  const start = process.cpuUsage();
  const [patch] = await createPatch([edit('big.js', lines.join(''), after.join(''))]);
  expect(patch?.added).toBe(120);
  expect(patch?.removed).toBe(0);
  expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
});

test('two long texts with nothing in common are shown as replaced', async () => {
  const before = Array.from({ length: 8000 }, (_, i) => `old ${i % 7}\n`).join('');
  const after = Array.from({ length: 8000 }, (_, i) => `new ${i % 7}\n`).join('');
  const [patch] = await createPatch([edit('a.js', before, after)]);
  expect([patch?.added, patch?.removed]).toEqual([8000, 8000]);
});
