import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import type { FileChange } from '../../src/file-change.js';
import { createPatch } from '../../src/apply/patch.js';
import { realFileSystem, type FileSystem } from '../../src/apply/file-system.js';
import { UserError } from '../../src/finding.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'apply-')));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Every file outside node_modules with its text, links with their target. */
function tree(): Record<string, string> {
  const files: Record<string, string> = {};
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      const name = relative(root, path);
      if (entry.isSymbolicLink()) files[name] = `-> ${readlinkSync(path)}`;
      else if (entry.isFile()) files[name] = readFileSync(path, 'utf8');
      else if (entry.name !== 'node_modules') {
        files[`${name}/`] = '';
        visit(path);
      }
    }
  };
  visit(root);
  return files;
}

function journals(): string[] {
  return readdirSync(join(root, 'node_modules/.cache/esmigrate'));
}

function edit(path: string, before: string | null, after: string | null, newPath = path): FileChange {
  return { path, newPath, before, after };
}

/** A small tree with one change of every kind. */
function everyKind(): FileChange[] {
  write('a.js', 'a\n');
  write('b.js', 'b\n');
  write('lib/c.js', 'c\n');
  write('lib/d.js', 'd\n');
  return [
    edit('a.js', 'a\n', 'A\n'),
    edit('b.js', 'b\n', 'b\n', 'b.cjs'),
    edit('lib/c.js', 'c\n', 'C\n', 'lib/c.cjs'),
    edit('lib/d.js', 'd\n', null),
    edit('new/deep/e.js', null, 'e\n'),
  ];
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('expected a failure');
}

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: injected`), { code });
}

test('writes, renames, deletes and creates, and leaves nothing else behind', async () => {
  const result = await applyChanges(root, everyKind());
  expect(tree()).toEqual({
    'a.js': 'A\n',
    'b.cjs': 'b\n',
    'lib/': '',
    'lib/c.cjs': 'C\n',
    'new/': '',
    'new/deep/': '',
    'new/deep/e.js': 'e\n',
  });
  expect(result.written).toEqual(['a.js', 'b.cjs', 'lib/c.cjs', 'lib/d.js', 'new/deep/e.js']);
  expect(result.leftovers).toEqual([]);
});

test('the journal holds what an undo needs', async () => {
  const { journal } = await applyChanges(root, everyKind());
  expect(journals()).toEqual([expect.stringMatching(/^[\dTZ-]+-[0-9a-f]{12}\.done\.json$/)]);
  expect(JSON.parse(readFileSync(journal as string, 'utf8'))).toMatchObject({
    version: 1,
    root,
    files: [
      {
        path: 'a.js',
        newPath: 'a.js',
        before: 'a\n',
        after: '06f961b802bc46ee168555f066d28f4f0e9afdf3f88174c1ee6f9de004fc30a0',
        mode: 0o644,
      },
      { path: 'b.js', newPath: 'b.cjs', before: 'b\n' },
      { path: 'lib/c.js', newPath: 'lib/c.cjs' },
      { path: 'lib/d.js', after: null },
      { path: 'new/deep/e.js', before: null, mode: null },
    ],
  });
});

test('without node_modules the journal goes to the folder for temporary files', async () => {
  rmSync(join(root, 'node_modules'), { recursive: true });
  const { journal } = await applyChanges(root, everyKind());
  expect(relative(tmpdir(), journal as string)).toMatch(/^esmigrate-/);
  expect(readdirSync(root)).not.toContain('node_modules');
  rmSync(dirname(journal as string), { recursive: true });
});

test('nothing to change writes nothing, not even a journal', async () => {
  write('a.js', 'a\n');
  expect(await applyChanges(root, [edit('a.js', 'a\n', 'a\n')])).toEqual({ written: [], journal: null, leftovers: [] });
  expect(readdirSync(join(root, 'node_modules'))).toEqual([]);
});

test('modes are kept, also across a rename', async () => {
  write('run.js', 'a\n');
  write('old.js', 'a\n');
  chmodSync(join(root, 'run.js'), 0o755);
  chmodSync(join(root, 'old.js'), 0o700);
  await applyChanges(root, [edit('run.js', 'a\n', 'b\n'), edit('old.js', 'a\n', 'a\n', 'old.cjs')]);
  expect(statSync(join(root, 'run.js')).mode & 0o777).toBe(0o755);
  expect(statSync(join(root, 'old.cjs')).mode & 0o777).toBe(0o700);
});

test('files can trade names', async () => {
  write('a.js', 'a\n');
  write('b.js', 'b\n');
  await applyChanges(root, [edit('a.js', 'a\n', 'A\n', 'b.js'), edit('b.js', 'b\n', 'B\n', 'a.js')]);
  expect(tree()).toEqual({ 'a.js': 'B\n', 'b.js': 'A\n' });
});

test('a symbolic link is written through, and moves when it is renamed', async () => {
  write('real/a.txt', 'a\n');
  write('real/b.txt', 'b\n');
  symlinkSync('real/a.txt', join(root, 'a.js'));
  symlinkSync('real/b.txt', join(root, 'b.js'));
  await applyChanges(root, [edit('a.js', 'a\n', 'A\n'), edit('b.js', 'b\n', 'B\n', 'b.cjs')]);
  expect(lstatSync(join(root, 'a.js')).isSymbolicLink()).toBe(true);
  expect(tree()).toEqual({
    'a.js': '-> real/a.txt',
    'b.cjs': '-> real/b.txt',
    'real/': '',
    'real/a.txt': 'A\n',
    'real/b.txt': 'B\n',
  });
});

describe('refused before anything is written', () => {
  async function expectRefusal(changes: FileChange[], message: string): Promise<void> {
    write('fine.js', 'x\n');
    const before = tree();
    const said = await failure(applyChanges(root, [edit('fine.js', 'x\n', 'y\n'), ...changes]));
    expect(said).toBe(`nothing was written: ${message}. Set this right and run again.`);
    expect(tree()).toEqual(before);
    expect(readdirSync(join(root, 'node_modules'))).toEqual([]);
  }

  test('a file that changed since it was read', async () => {
    write('a.js', 'changed\n');
    await expectRefusal([edit('a.js', 'a\n', 'b\n')], 'a.js has changed on disk since it was read');
  });
  test('a file that is gone', async () => {
    await expectRefusal([edit('a.js', 'a\n', 'b\n')], 'a.js no longer exists');
  });
  test('a new name that is taken', async () => {
    write('a.js', 'a\n');
    write('a.cjs', 'mine\n');
    await expectRefusal([edit('a.js', 'a\n', 'a\n', 'a.cjs')], 'a.js would overwrite a.cjs, which exists');
  });
  test('a read-only file, also for root', async () => {
    write('a.js', 'a\n');
    chmodSync(join(root, 'a.js'), 0o444);
    await expectRefusal([edit('a.js', 'a\n', 'b\n')], 'a.js is read-only');
  });
  test('a path or a link that leads out of the project', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'a.js'), 'a\n');
    symlinkSync(join(outside, 'a.js'), join(root, 'link.js'));
    symlinkSync(outside, join(root, 'dir'));
    await expectRefusal(
      [edit('../a.js', null, 'a\n'), edit('dir/a.js', 'a\n', 'b\n'), edit('link.js', 'a\n', 'b\n')],
      '../a.js is outside of the project; dir/a.js is in a folder outside of the project; ' +
        'link.js is a symbolic link to a file outside of the project',
    );
    rmSync(outside, { recursive: true });
  });
  test('two names of one file', async () => {
    write('a.js', 'a\n');
    symlinkSync('a.js', join(root, 'b.js'));
    await expectRefusal([edit('a.js', 'a\n', 'A\n'), edit('b.js', 'a\n', 'B\n')], 'b.js and a.js are the same file');
  });
});

describe('a failure in the middle is rolled back', () => {
  /** The calls that applying makes on a good day, by name and place in the order of all calls. */
  async function countCalls(): Promise<number> {
    let calls = 0;
    await applyChanges(root, everyKind(), { fs: interceptor(() => void calls++) });
    return calls;
  }

  /** A file system that tells `before` of every call that changes something. */
  function interceptor(before: (name: string, path: string) => void): FileSystem {
    const names = ['mkdir', 'link', 'open', 'rename', 'unlink', 'chmod'] as const;
    const wrapped = Object.fromEntries(
      names.map((name) => [
        name,
        async (...args: unknown[]) => {
          before(name, String(args[0]));
          return (realFileSystem[name] as (...args: unknown[]) => Promise<unknown>)(...args);
        },
      ]),
    );
    return { ...realFileSystem, ...wrapped };
  }

  test('whichever call fails', async () => {
    const total = await countCalls();
    expect(total).toBeGreaterThan(15);
    // The last call only gives the journal its final name.
    for (let failing = 1; failing < total; failing++) {
      rmSync(root, { recursive: true });
      mkdirSync(join(root, 'node_modules'), { recursive: true });
      const changes = everyKind();
      const before = tree();
      let calls = 0;
      const fs = interceptor(() => (++calls === failing ? fail('ENOSPC') : undefined));
      const message = await failure(applyChanges(root, changes, { fs }));
      expect(message).toContain('no space left on the disk (ENOSPC). Nothing is changed: the tree is as before.');
      expect(tree()).toEqual(before);
    }
  });

  test('a disk that stays full from some moment on', async () => {
    const changes = everyKind();
    const before = tree();
    let files = 0;
    const fs = interceptor((name) => (name === 'open' && ++files > 3 ? fail('ENOSPC') : undefined));
    expect(await failure(applyChanges(root, changes, { fs }))).toMatch(
      /^cannot write .*: no space left on the disk \(ENOSPC\)\. Nothing is changed: the tree is as before\. Free some/,
    );
    expect(tree()).toEqual(before);
    expect(journals()).toEqual([]);
  });

  test('a folder that allows no new files', async () => {
    const changes = everyKind();
    const before = tree();
    const inLib = (path: string) => path.includes('/lib/');
    const fs = interceptor((name, path) => (name === 'open' && inLib(path) ? fail('EACCES') : undefined));
    expect(await failure(applyChanges(root, changes, { fs }))).toBe(
      'cannot write lib/c.cjs: permission denied (EACCES). Nothing is changed: the tree is as before. ' +
        'Make the folder writable and run again.',
    );
    expect(tree()).toEqual(before);
  });

  test('where putting back fails too, the message names every changed file and the journal', async () => {
    const changes = everyKind();
    let renames = 0;
    const fs = interceptor((name) => (name === 'rename' && ++renames > 2 ? fail('EIO') : undefined));
    const message = await failure(applyChanges(root, changes, { fs }));
    expect(message).toMatch(
      /Putting the old files back failed too\. These are changed: a\.js; all others are as before\. The old texts are in /,
    );
    expect(tree()).toMatchObject({ 'a.js': 'A\n', 'b.js': 'b\n', 'lib/c.js': 'c\n', 'lib/d.js': 'd\n' });
    expect(journals()).toEqual([expect.stringMatching(/\.writing\.json$/)]);
    expect(message).toContain(journals()[0]);
  });

  test('an interrupt', async () => {
    const changes = everyKind();
    const before = tree();
    const controller = new AbortController();
    const fs = interceptor((name, path) => {
      if (name === 'rename' && path.includes('c.cjs')) controller.abort(new Error('interrupted by SIGINT'));
    });
    expect(await failure(applyChanges(root, changes, { fs, signal: controller.signal }))).toBe(
      'cannot write new/deep/e.js: interrupted by SIGINT. Nothing is changed: the tree is as before. ' +
        'Set this right and run again.',
    );
    expect(tree()).toEqual(before);
  });

  test('file systems without hard links', async () => {
    const fs = { ...realFileSystem, link: async () => fail('EPERM') };
    await applyChanges(root, everyKind(), { fs });
    expect(tree()).toMatchObject({ 'a.js': 'A\n', 'b.cjs': 'b\n' });
  });
});

const asUser = process.getuid?.() === 0 ? test.skip : test;
asUser('a folder that is really read-only', async () => {
  const changes = everyKind();
  const before = tree();
  chmodSync(join(root, 'lib'), 0o555);
  expect(await failure(applyChanges(root, changes))).toContain('the tree is as before');
  chmodSync(join(root, 'lib'), 0o755);
  expect(tree()).toEqual(before);
});

test('git apply of the patch leaves the same tree', async () => {
  const changes = everyKind();
  const patch = (await createPatch(changes)).map((file) => file.diff).join('');
  await applyChanges(root, changes);
  const written = tree();
  for (const path of Object.keys(written)) rmSync(join(root, path), { recursive: true, force: true });
  everyKind();
  execFileSync('git', ['apply', '-'], { cwd: root, input: patch });
  expect(tree()).toEqual(written);
});
