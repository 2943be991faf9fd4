import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** What docs/architecture.md says of the folders and files holds. */

const root = resolve(import.meta.dirname, '..');
const sources = (readdirSync(join(root, 'src'), { recursive: true }) as string[])
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

/** The folders of src, each of which may import from itself and from those before it. */
const stages = ['discover', 'analyse', 'link', 'decide', 'rewrite', 'check', 'apply', 'explain', 'cli'];
/** What stands beside the folders and may be imported by all of them. */
const shared = ['file-change.ts', 'finding.ts', 'options.ts', 'range.ts'];
/** The first folder that may import what else stands beside the folders: it runs the stages. */
const firstAboveStages = stages.indexOf('explain');

function isAllowed(from: string, to: string): boolean {
  if (!from.includes('/')) return !to.startsWith('cli/');
  const stage = stages.indexOf(from.split('/')[0]!);
  if (!to.includes('/')) return shared.includes(to) || stage >= firstAboveStages;
  return stages.indexOf(to.split('/')[0]!) <= stage;
}

test('imports between the folders go one way', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const text = readFileSync(join(root, 'src', file), 'utf8');
    for (const [, specifier] of text.matchAll(/ from '(\.[^']+)\.js'/g)) {
      const target = `${posix.join(posix.dirname(file), specifier!)}.ts`;
      if (!target.startsWith('..') && !isAllowed(file, target)) wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('the document names every folder of src, and no file that is not there', () => {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const folders = new Set(sources.filter((file) => file.includes('/')).map((file) => `${posix.dirname(file)}/`));
  expect([...folders].filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  const names = [...text.matchAll(/`([\w./*-]+(?:\.(?:ts|js|md)|\/))`/g)].map((match) => match[1]!);
  const isThere = (name: string): boolean => {
    const pattern = new RegExp(
      `(^|/)${name.replace('.', '\\.').replace('*', '[^/]*')}${name.endsWith('/') ? '' : '$'}`,
    );
    return existsSync(join(root, name)) || sources.some((file) => pattern.test(file));
  };
  expect(names.filter((name) => !isThere(name))).toEqual([]);
});

test('what comments cite as measured is told', () => {
  const told = readFileSync(join(root, 'docs/measured.md'), 'utf8');
  const cited = new Set<string>();
  for (const file of sources)
    for (const line of readFileSync(join(root, 'src', file), 'utf8').split('\n'))
      if (/^\s*(?:\/?\*|\/\/)/.test(line)) for (const [id] of line.matchAll(/\b[A-Z]\d{2}\b/g)) cited.add(id);
  expect([...cited].filter((id) => !told.includes(`| ${id} |`))).toEqual([]);
});
