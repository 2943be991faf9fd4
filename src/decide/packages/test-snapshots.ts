import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { testsOf } from '../../discover/packages.js';
import type { Package, Project } from '../../discover/project.js';
import type { FileChange } from '../../file-change.js';
import { startOfFile, type Finding } from '../../finding.js';

/**
 * Test runners name snapshots after their test: a test that is renamed takes them along.
 * - jest, vitest: `__snapshots__/a.test.js.snap` beside it.
 * - tap 15 and later: `tap-snapshots/test/a.js.test.cjs`; tap 12 to 14: `tap-snapshots/test-a.js-TAP.test.js`. Their keys
 *   start with the path of the test. The latter are CommonJS, which a package.json in their folder has to say.
 * - ava: a binary `snapshots/a.js.snap` with a report; that is a finding.
 * Sources: jest-snapshot's `resolveSnapshotPath`; libtap's and tap 14's `lib/snapshot.js`; ava's documentation.
 * @param renamed old path to new path
 * @returns the changes, some of files that are not among those of the project; and findings
 */
export function snapshotChanges(
  project: Project,
  pack: Package,
  renamed: ReadonlyMap<string, string>,
): { changes: FileChange[]; findings: Finding[] } {
  const { root } = project;
  const changes: FileChange[] = [];
  const findings: Finding[] = [];
  const move = (path: string, newPath: string, change: (text: string) => string): void => {
    const before = readFileSync(join(root, path), 'utf8');
    if (!existsSync(join(root, newPath))) changes.push({ path, newPath, before, after: change(before) });
  };
  const tapFolder = posix.join(pack.dir, 'tap-snapshots');
  const oldTap = namesIn(root, tapFolder).filter((name) => name.endsWith('.test.js'));

  for (const { path } of testsOf(project, pack)) {
    const newPath = renamed.get(path) ?? path;
    if (newPath === path) continue;
    const dir = posix.dirname(path);
    const [base, newBase] = [posix.basename(path), posix.basename(newPath)];
    const jest = posix.join(dir, '__snapshots__', `${base}.snap`);
    if (existsSync(join(root, jest))) {
      if (isText(join(root, jest))) move(jest, posix.join(dir, '__snapshots__', `${newBase}.snap`), (text) => text);
      else findings.push(binary(path, newPath, jest));
    }
    const ava = posix.join(dir, 'snapshots', `${base}.snap`);
    if (existsSync(join(root, ava))) findings.push(binary(path, newPath, ava));

    const [name, newName] = [posix.relative(pack.dir, path), posix.relative(pack.dir, newPath)];
    const withKeys = (text: string): string => text.replaceAll(`\nexports[\`${name} `, `\nexports[\`${newName} `);
    const folder = posix.join(tapFolder, posix.dirname(name));
    for (const file of namesIn(root, folder).filter((f) => isSnapshotOf(f, base, '.test.cjs')))
      move(posix.join(folder, file), posix.join(folder, newBase + file.slice(base.length)), withKeys);
    const [flat, newFlat] = [name, newName].map((n) => n.replace(/[^\w.-]+/g, '-')) as [string, string];
    for (const file of oldTap.filter((f) => isSnapshotOf(f, flat, '.test.js')))
      move(posix.join(tapFolder, file), posix.join(tapFolder, newFlat + file.slice(flat.length)), withKeys);
  }
  const manifest = posix.join(tapFolder, 'package.json');
  if (oldTap.length > 0 && !existsSync(join(root, manifest)))
    changes.push({ path: manifest, newPath: manifest, before: null, after: '{\n  "type": "commonjs"\n}\n' });
  return { changes, findings };
}

/** tap puts the arguments of a test behind its name. */
function isSnapshotOf(file: string, name: string, extension: string): boolean {
  return file.endsWith(extension) && (file === name + extension || file.startsWith(`${name}-`));
}

function namesIn(root: string, folder: string): string[] {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
}

/** jest's snapshots are text, ava's are compressed. */
function isText(file: string): boolean {
  return !readFileSync(file).includes(0);
}

function binary(path: string, newPath: string, snapshot: string): Finding {
  return {
    rule: 'lost-snapshot',
    severity: 'warning',
    file: path,
    ...startOfFile,
    message: `Becomes ${newPath}; its snapshots in ${snapshot} are found under the old name only.`,
    advice: `Rename ${snapshot} and its report alike, or write them anew with ava --update-snapshots.`,
  };
}
